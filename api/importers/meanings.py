"""What the columns of a table mean: known of two trackers, told of any other one.

Neither Huntr nor Teal documents its columns, and they differ between versions: where these names are from is told in
`docs/decisions/tables-are-merged.md`. They are compared without case, spaces and signs: `Company Name` is
`company_name`. Neither tells when an interview is; where a column is called so all the same, as people add them, it is
taken.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from api.web.problems import Fault, Invalid


class Meaning(StrEnum):
    """What a column can tell."""

    ORGANIZATION = "organization"
    POSITION = "position"
    STARTS_AT = "starts_at"
    START_TIME = "start_time"
    ENDS_AT = "ends_at"
    TIMEZONE = "timezone"
    FORMAT = "format"
    INTEREST = "interest"
    STATUS = "status"
    OUTCOME_AT = "outcome_at"
    DECISION_EXPECTED_ON = "decision_expected_on"
    CONTACT_NAME = "contact_name"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    CONTACT_JOB_TITLE = "contact_job_title"
    CONTACT_ROLE = "contact_role"


class TableSource(StrEnum):
    """Where a table is from."""

    SPREADSHEET = "spreadsheet"
    HUNTR = "huntr"
    TEAL = "teal"


_OF_BOTH: dict[Meaning, tuple[str, ...]] = {
    Meaning.STARTS_AT: ("Interview Date", "Interview", "Interview At"),
    Meaning.START_TIME: ("Interview Time",),
    Meaning.FORMAT: ("Interview Type", "Interview Format"),
    Meaning.CONTACT_NAME: ("Contact", "Contact Name", "Interviewer"),
    Meaning.CONTACT_EMAIL: ("Contact Email",),
    Meaning.CONTACT_PHONE: ("Contact Phone",),
    Meaning.CONTACT_JOB_TITLE: ("Contact Job Title", "Contact Title"),
}

KNOWN: dict[TableSource, dict[Meaning, tuple[str, ...]]] = {
    TableSource.SPREADSHEET: {meaning: (meaning.value,) for meaning in Meaning},
    TableSource.HUNTR: {
        Meaning.ORGANIZATION: ("companyName", "Company", "Employer", "Employer Name"),
        Meaning.POSITION: ("title", "Job Title", "Position"),
        Meaning.STATUS: ("listName", "List", "Status"),
        **_OF_BOTH,
    },
    TableSource.TEAL: {
        Meaning.ORGANIZATION: ("company_name", "Company"),
        Meaning.POSITION: ("role", "Job Position", "Job Title"),
        Meaning.STATUS: ("statusName", "Status"),
        Meaning.INTEREST: ("excitement",),
        **_OF_BOTH,
    },
}
"""By source, the names of a column with each meaning, the surest first."""


def plain(name: str) -> str:
    """Return what is compared of a name."""
    return "".join(filter(str.isalnum, name.casefold()))


def meanings(header: Sequence[str], source: TableSource, chosen: Mapping[Meaning, str]) -> dict[Meaning, int]:
    """Return which column has which meaning: as chosen, and else as is known of the source of those not chosen.

    Raises `Invalid` with the codes `unknown_column` and `ambiguous_column` for a choice that the header does not bear
    out, and `missing` where no column tells the organization.
    """
    found: dict[Meaning, int] = {}
    faults = []
    for meaning, name in chosen.items():
        match _places(header, name):
            case []:
                faults.append(_fault(meaning, "unknown_column", "No column"))
            case [place]:
                found[meaning] = place
            case _:
                faults.append(_fault(meaning, "ambiguous_column", "More than one column"))
    taken = {*found.values()}
    for meaning, names in KNOWN[source].items():
        places = [place for name in names for place in _places(header, name) if place not in taken]
        if meaning not in found and places:
            found[meaning] = places[0]
    if not faults and Meaning.ORGANIZATION not in found:
        faults.append(Fault("missing", "No column tells the organization: choose one", parameter="columns"))
    if faults:
        raise Invalid(*faults)
    return found


def _fault(meaning: Meaning, code: str, what: str) -> Fault:
    return Fault(code, f"{what} has the name that `{meaning}` is given", parameter="columns")


def _places(header: Sequence[str], name: str) -> list[int]:
    """Return where a name stands in the header, to the letter or else nearly so."""
    exactly = [place for place, one in enumerate(header) if one == name.strip()]
    return exactly or [place for place, one in enumerate(header) if plain(one) == plain(name) != ""]
