"""The five documents that the policy rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A place in one of the five documents."""

    short: str
    title: str
    section: str


_TITLES = {
    "GP": "Green & Pye, Interview Tips 4: post-interview follow-up",
    "DC": "DiversityCanada, What to do after the interview",
    "AI": "After the Interview",
    "IF": "Interview follow up",
    "JP": "Jobsgopublic, Post job interview advice",
}


def _source(short: str, section: str) -> Source:
    return Source(short, _TITLES[short], section)


GP1 = _source("GP", "1 Assess your interview")
GP2 = _source("GP", "2 Send a thank you note")
GP3 = _source("GP", "3 Add value with your thank you note")
GP4 = _source("GP", "4 Update your references")
GP5 = _source("GP", "5 Be patient")
GP6 = _source("GP", "6 Be positive, and play the long game")

DC_THANKS = _source("DC", "Thank the interviewer")
DC_WORK = _source("DC", "Pass along more of your best work")
DC_PHONE = _source("DC", "Pick up the phone")

AI_DECIDERS = _source("AI", "Decision Makers")
AI_NOTES = _source("AI", "Thank You Notes")
AI_CALLS = _source("AI", "Phone Calls")
AI_NEVER = _source("AI", "What Not to Do")

IF1 = _source("IF", "1 Ask what the next step is")
IF2 = _source("IF", "2 Should you follow up?")
IF3 = _source("IF", "3 Use your judgement")
IF4 = _source("IF", "4 Be careful not to appear too pushy")
IF5 = _source("IF", "5 Leave a voicemail")
IF6 = _source("IF", "6 Or send a thank you letter or email")
IF7 = _source("IF", "7 Include references and testimonials")
IF8 = _source("IF", "8 Be courteous whatever the outcome")

JP_THANKS = _source("JP", "Say Thank You")
JP_TIMING = _source("JP", "Timing Is Everything")
JP_FOLLOW_UP = _source("JP", "Follow Up")
