"""Names of people: their tokens, how alike two are, and the short forms that friends use."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from api.messages.text import words
from api.policy.parameters import PARAMETERS

# Cut by what separates names rather than by what is a letter: combining marks are no letters, and belong to them.
_TOKEN = re.compile(r"[^\s,;:!?()\[\]{}<>\"“”„«»/\\|*~…=#@+&·、。،。\ufffc–—]+")

_JOINTS = str.maketrans({**dict.fromkeys("\u2018\u2019\u02bc\u02bb\u00b4`", "'"), **dict.fromkeys("\u2010\u2011", "-")})
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "þ": "th", "'": "", "-": ""}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

TITLES = words(
    "mr mrs ms miss mx dr doctor prof professor sir madam madame dame lord lady rev reverend father sister "
    "brother hon "
    "judge justice captain capt major colonel col general herr frau fräulein monsieur m mme mlle "
    "mademoiselle señor "
    "señora señorita sr sra srta don doña dott dottore dottoressa ing signor signora sig meneer mevrouw "
    "dhr mw pan "
    "pani "
    "senhor senhora shri smt sri engr eng dipl ir drs cllr councillor dean chair president chancellor "
    "ambassador"
)
_AFTER = words("jr sr ii iii iv phd md mba mbe obe cbe esq kc qc bsc msc ma ba cpa pe frs mp dphil rn")
_HONORIFICS = words("san sama sensei sahib saheb ji garu bey hanım hanim efendi ssi nim kun chan")
PARTICLES = words(
    "van von de der den del della di da du des dos das do la le el al bin bint ibn ben ter ten zu zur af av y e"
)

_SHORT_FORMS = """
abigail: abby abbie; alan: al; albert: al bert bertie; alexander: alex al sandy xander lex
alexandra: alex sandra lexi; alexandria: alex; alfred: alf alfie fred; alice: allie; amanda: mandy; amelia: millie amy
andrew: andy drew; angela: angie; ann: annie nan; anna: annie; anne: annie; anthony: tony ant; antonio: tony
arthur: art artie; barbara: barb babs; benjamin: ben benny benji; bernard: bernie; bradley: brad; carl: carlie
caroline: caz carrie; catherine: cathy cath kate katie cat; charles: charlie chuck chas; charlotte: charlie lottie
christian: chris; christina: chris tina chrissie; christine: chris chrissie; christopher: chris kit topher
cynthia: cindy; daniel: dan danny; danielle: dani; david: dave davey davie; deborah: deb debbie debs; dennis: den
donald: don donny; dorothy: dot dottie; douglas: doug dougie; edward: ed eddie ted teddy ned; edwin: ed eddie
eleanor: ellie nell nora; elizabeth: liz lizzie lizzy beth betty betsy eliza libby; emily: em emmy; emma: em
eugene: gene; florence: flo; frances: fran frankie; francis: frank fran; frederick: fred freddie freddy; gabriel: gabe
gabriella: gabby; geoffrey: geoff; gerald: gerry jerry; gillian: gill; grace: gracie; graham: gray; gregory: greg
harold: harry hal; harriet: hattie; helen: nell; henry: harry hank; isabella: izzy bella; isabel: izzy; jack: jackie
jacob: jake; jacqueline: jackie; james: jim jimmy jamie jimbo; jane: janie; janet: jan; jason: jase; jean: jeannie
jeffrey: jeff; jennifer: jen jenny jenn; jeremy: jez jem; jessica: jess jessie; joan: joanie; joanna: jo; joanne: jo
john: johnny jonny jack; jonathan: jon jonny; joseph: joe joey; josephine: jo josie; joshua: josh; judith: judy jude
julia: jules; julian: jules; julie: jules; katherine: kathy kath kate katie kat; kathleen: kathy kath
kathryn: kathy kath kate katie; kenneth: ken kenny; kimberly: kim; laura: laurie; lawrence: larry laurie
leonard: len lenny leo; leslie: les; lewis: lou lew; lillian: lily; linda: lindy; louis: lou; louise: lou lulu
lucy: luce; madeleine: maddie; margaret: maggie meg peggy madge marge; maria: mia; martin: marty; mary: molly polly
matthew: matt matty; maureen: mo; maximilian: max; megan: meg; melanie: mel; melissa: mel missy
michael: mike mick mickey mikey; michelle: shelly; mohammed: mo; mohamed: mo; muhammad: mo; nancy: nan; natalie: nat
nathan: nate nat; nathaniel: nate nat; nicholas: nick nicky; nicola: nicky nic; norman: norm; oliver: ollie
olivia: liv livvy; pamela: pam; patricia: pat patty trish tricia patsy; patrick: pat paddy; paul: paulie
penelope: penny; peter: pete; philip: phil; phillip: phil; priscilla: cilla; rachel: rach; raymond: ray
rebecca: becky becca bex; reginald: reg; richard: rick ricky dick rich richie; robert: rob bob robbie bobby bert
roberta: bobbie; rodney: rod; roger: rodge; ronald: ron ronnie; rosemary: rosie rose; russell: russ
samantha: sam sammy; samuel: sam sammy; sandra: sandy; sarah: sally sadie; sean: seanie; sebastian: seb; sharon: shaz
simon: si; sophia: sophie; stanley: stan; stephanie: steph; stephen: steve stevie; steven: steve stevie; stuart: stu
susan: sue susie suzie; suzanne: sue; sydney: syd; sylvia: syl; terence: terry; teresa: terry tess
theodore: ted teddy theo; theresa: terry tess; thomas: tom tommy; timothy: tim timmy; tobias: toby; valerie: val
veronica: ronnie; victor: vic; victoria: vicky vicki tori; vincent: vince vinnie; virginia: ginny; walter: walt wally
warren: waz; wendy: wend; wilfred: wilf; william: will bill billy willy liam; winston: win; yvonne: von
zachary: zach zac
"""

_PLAYFUL = ("bo", "ster", "kins", "meister", "inator")
"""What playful forms of a name end with, next to -y and -ie: Jimbo, Robster."""


def _short_forms() -> dict[str, frozenset[str]]:
    """Read the list above: each name, a colon, and its short forms up to the next semicolon or the end of the line."""
    entries = (entry.partition(":") for line in _SHORT_FORMS.strip().splitlines() for entry in line.split(";"))
    return {name.strip(): words(short) for name, _, short in entries}


SHORT_FORMS = _short_forms()


class Token(NamedTuple):
    """A token of a text that may be part of a name, and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Go through the tokens of a stretch of a text, without full stops and other signs around them."""
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = found.group()
        stripped = word.lstrip(".'’‘-_")
        first = found.start() + len(word) - len(stripped)
        stripped = stripped.rstrip(".'’‘-_")
        if stripped:
            yield Token(stripped, first, first + len(stripped))


def letters(token: str) -> str:
    """Return a token as two that are spelt alike have it: in lower case, composed, with plain joints."""
    return unicodedata.normalize("NFC", token.lower()).translate(_JOINTS)


def bare(token: str) -> str:
    """Return a token without accents, apostrophes and hyphens."""
    decomposed = unicodedata.normalize("NFD", letters(token))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def spelt_out(token: str) -> str:
    """Return a token without accents, umlauts spelt out as in Mueller."""
    return bare(letters(token).translate(_UMLAUTS))


@lru_cache(maxsize=1024)
def parts(name: str) -> tuple[str, ...]:
    """Return the tokens of somebody's name by `letters`, without titles and what follows a name."""
    found = [letters(token.text) for token in tokens(name)]
    kept = [token for token in found if token not in TITLES and token not in _AFTER]
    return tuple(kept or found)


def is_title(token: str) -> bool:
    """Whether a token comes with a name without being part of it: a title, or an honorific."""
    return (plain := letters(token)) in TITLES or plain in _AFTER or plain in _HONORIFICS


def without_honorific(token: str) -> str:
    """Return a token without what some languages put after a name: Tanaka-san, Sharma-ji."""
    head, joint, tail = token.rpartition("-")
    return head if joint and letters(tail) in _HONORIFICS else token


def is_part(token: str, name: Iterable[str]) -> bool:
    """Whether a token is spelt as one of a name's parts, or as half of a double-barrelled one."""
    plain = letters(token)
    return any(plain == part or ("-" in part and plain in part.split("-")) for part in name)


def likest(token: str, name: Iterable[str]) -> str | None:
    """Return the part of a name that a token is close to and not equal to, or None."""
    plain = letters(token)
    if len(plain) < 2:  # noqa: PLR2004 - an initial
        return None
    return next(
        (part for part in name if plain != part and _are_close(plain, part) and not _is_long_form(plain, part)), None
    )


def _is_long_form(one: str, other: str) -> bool:
    """Whether the second name is a short form of the first: Sam of Samuel."""
    return bare(other) in SHORT_FORMS.get(bare(one), ())


def _are_close(one: str, other: str) -> bool:
    if not {bare(one), spelt_out(one)}.isdisjoint({bare(other), spelt_out(other)}):
        return True
    one, other = bare(one), bare(other)
    least = PARAMETERS.name_likeness / 100
    if len(one) == len(other) == 3 and one[:2] == other[:2]:  # noqa: PLR2004 - May is not Mae
        return True
    if min(len(one), len(other)) < 2:  # noqa: PLR2004 - an initial is like every name
        return False
    return JaroWinkler.similarity(one, other) >= least or (
        len(one) > 3 and OSA.normalized_similarity(one, other) >= least  # noqa: PLR2004 - Tim is not Kim
    )


def is_short_form(token: str, name: Iterable[str]) -> bool:
    """Whether a token is a short or playful form of a part of a name: Rob, Bobby or Robster for Robert."""
    word, meant = bare(token), [bare(part) for part in name]
    if word in meant:
        return False
    return any(word in SHORT_FORMS.get(part, ()) or _is_playful(word, part) for part in meant)


def _is_playful(word: str, part: str) -> bool:
    bases = [base for base in (part, *SHORT_FORMS.get(part, ())) if len(base) > 2]  # noqa: PLR2004 - not of Jo or Li
    return any(
        word in (f"{base}y", f"{base}ie", f"{base}{base[-1]}y", f"{base}{base[-1]}ie")
        or (word.startswith(base) and word.removeprefix(base) in _PLAYFUL)
        for base in bases
    )
