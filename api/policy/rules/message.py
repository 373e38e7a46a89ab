"""What the words of a message are held to, before it is sent."""

from api.policy.parameters import PARAMETERS
from api.policy.rule import Rule, RuleKind
from api.policy.sources import (
    AI_NEVER,
    AI_NOTES,
    DC_PHONE,
    DC_THANKS,
    DC_WORK,
    GP2,
    GP3,
    IF2,
    IF6,
    JP_THANKS,
)

CHECK = RuleKind.CHECK

RULES = (
    Rule(
        "no-demands",
        "Make no demands",
        "Ask, and leave them free: no demand, and no deadline of yours put to them.",
        CHECK,
        (DC_PHONE, AI_NEVER),
    ),
    Rule(
        "brief",
        "Be brief",
        f"A note stays under a page: {PARAMETERS.note_words} words. A voicemail stays under "
        f"{PARAMETERS.voicemail_words} (house).",
        CHECK,
        (GP2, DC_THANKS, IF6),
        house=True,
    ),
    Rule(
        "right-name",
        "Get the name right",
        "A written greeting names the person, and spells the name letter for letter.",
        CHECK,
        (JP_THANKS, GP2),
    ),
    Rule(
        "right-organization",
        "Name the right organization",
        "Another employer's name in place of this one betrays a note that was copied (house).",
        CHECK,
        house=True,
    ),
    Rule(
        "no-placeholder",
        "Leave no placeholder in",
        "Nothing goes out while a part of it still waits to be filled in.",
        CHECK,
        (JP_THANKS,),
    ),
    Rule("says-thanks", "Say thank you", "A thank-you note thanks.", CHECK, (GP2, DC_THANKS)),
    Rule(
        "restate-interest",
        "Restate your interest",
        "A thank-you or an enquiry says that you want the position.",
        CHECK,
        (AI_NOTES, IF2),
    ),
    Rule(
        "job-specific",
        "Be specific about the job",
        "A thank-you mentions the position, or something that was said.",
        CHECK,
        (GP2,),
    ),
    Rule(
        "sincere",
        "Be sincere",
        "Piled-up superlatives and exclamation marks do not read as sincere.",
        CHECK,
        (DC_THANKS,),
    ),
    Rule(
        "work-appropriate",
        "Write as one does at work",
        "No jokes, slang, emoji or nicknames.",
        CHECK,
        (DC_THANKS,),
    ),
    Rule(
        "no-recount",
        "Do not recount the interview",
        "They were there: do not retell it point by point.",
        CHECK,
        (DC_THANKS,),
    ),
    Rule(
        "no-shortcomings",
        "Raise no shortcoming that they may not see",
        "Take up a doubt about you only when you are certain that they have it.",
        CHECK,
        (GP3,),
    ),
    Rule(
        "says-why-enclosed",
        "Say why you enclose it",
        "Whatever you send along comes with a line on why.",
        CHECK,
        (DC_WORK,),
    ),
)
