"""Stretches of patterns that several checks are made of."""

NOT = r"(?:not|n't|never|no longer|nor|hardly|without|far from|rather than|instead of)"
COUNTS = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|some|a few|a couple of|"
    r"countless|numerous|multiple)"
)
TIMES = r"(?:minutes?|hours?|days?|weeks?|weekends?|months?|fortnight|working days|business days)"
THEIRS = (
    r"\b(?:customers?|clients?|users?|patients|drivers?|students?|pupils?|tenants?|passengers?|guests?|"
    r"suppliers?|"
    r"you (?:also |both |all )?(?:said|mentioned|told|described|explained|raised|spoke|talked|pointed|"
    r"asked|were saying)|"
    r"your (?:team|colleagues|staff|customers|clients|users))\b"
)
"""Their problem and their words, not the candidate's own grievance."""
