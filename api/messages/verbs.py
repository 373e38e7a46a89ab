"""The forms of English verbs."""

from collections.abc import Mapping

_IRREGULAR: Mapping[str, str] = {
    "be": "am is are was were been being",
    "begin": "begins began begun beginning",
    "break": "breaks broke broken breaking",
    "bring": "brings brought bringing",
    "cancel": "cancels cancelled canceled cancelling canceling",
    "catch": "catches caught catching",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "do": "does did done doing",
    "drag": "drags dragged dragging",
    "fail": "fails failed failing",
    "find": "finds found finding",
    "forget": "forgets forgot forgotten forgetting",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hear": "hears heard hearing",
    "hold": "holds held holding",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "leave": "leaves left leaving",
    "let": "lets letting",
    "lose": "loses lost losing",
    "make": "makes made making",
    "mean": "means meant meaning",
    "pay": "pays paid paying",
    "pick": "picks picked picking",
    "prefer": "prefers preferred preferring",
    "postpone": "postpones postponed postponing",
    "put": "puts putting",
    "read": "reads reading",
    "ring": "rings rang rung ringing",
    "run": "runs ran running",
    "say": "says said saying",
    "see": "sees saw seen seeing",
    "send": "sends sent sending",
    "sit": "sits sat sitting",
    "speak": "speaks spoke spoken speaking",
    "spend": "spends spent spending",
    "stall": "stalls stalled stalling",
    "string": "strings strung stringing",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "treat": "treats treated treating",
    "wear": "wears wore worn wearing",
    "write": "writes wrote written writing",
}


def forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a verb, its base first."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb].split())
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    end = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, f"{verb}{end}", f"{verb}ed", f"{verb}ing"
