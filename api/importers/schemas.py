"""Tables on the wire: how one is to be read, and what became of each of its rows."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from api.importers.meanings import Meaning, TableSource, plain
from api.importers.values import DateOrder
from api.policy.facts import Outcome
from api.web.types import CountryCode, Digits, Id, MissingPart, Schema, TimeZoneName

_Choice = Annotated[
    str,
    Field(
        max_length=300,
        pattern=f"^({'|'.join(Meaning)}):.+$",
        examples=["position:Job title"],
    ),
]
_Word = Annotated[str, Field(max_length=300, pattern=f"^.+:({'|'.join(Outcome)})$", examples=["On ice:no_response"])]


class SheetQuery(Schema):
    """How a table is to be read, and whether it is meant."""

    source: TableSource = Field(
        default=TableSource.SPREADSHEET,
        description="Whose columns' names are known; a spreadsheet's are where they are called as here",
    )
    columns: list[_Choice] = Field(
        default=[],
        max_length=len(Meaning),
        description="What a column tells, and its name, as `position:Job title`; outdoes what is known of the source",
    )
    outcomes: list[_Word] = Field(
        default=[],
        max_length=100,
        description="A word of the status column and the outcome that it means, as `On ice:no_response`",
    )
    dates: DateOrder = Field(
        default=DateOrder.ISO, description="How dates in numbers are written; 2026-03-02 and 2 March 2026 always go"
    )
    timezone: TimeZoneName = Field(
        default="UTC",
        description="Where times are told that name no zone, and where new organizations keep office hours",
    )
    country: CountryCode | None = Field(default=None, description="Whose public holidays new organizations keep")
    start_time: str = Field(
        default="09:00",
        pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="When an interview begins of which only the date is told",
    )
    minutes: Annotated[int, Field(ge=1, le=1440, description="How long one lasts whose end is not told"), Digits] = 60
    dry_run: bool = Field(default=False, description="Say what would become of each row, and change nothing")
    atomic: bool = Field(default=False, description="Bring in all rows or, where one is wrong, none: 422")

    @field_validator("columns")
    @classmethod
    def _choose_each_once(cls, choices: list[str]) -> list[str]:
        meanings = [choice.partition(":")[0] for choice in choices]
        if len(set(meanings)) < len(meanings):
            raise PydanticCustomError("repeated", "Each may be told by one column")
        return choices

    def chosen_columns(self) -> dict[Meaning, str]:
        """Return the names of columns, by what they tell."""
        return {Meaning(meaning): name for meaning, _, name in (choice.partition(":") for choice in self.columns)}

    def chosen_outcomes(self) -> dict[str, Outcome]:
        """Return what words mean, as `plain` has them."""
        return {plain(word): Outcome(outcome) for word, _, outcome in (one.rpartition(":") for one in self.outcomes)}


class RowOutcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    MERGED = "merged"
    SKIPPED = "skipped"
    FAILED = "failed"


class RowError(Schema):
    """One thing wrong with a row."""

    field: Meaning | None = Field(description="What the cell was to tell; null where it is the row as a whole")
    column: str | None = Field(description="The column's name in the table; null where the table has none for it")
    code: str = Field(description="What is wrong, for programs", examples=["date"])
    detail: str = Field(description="What is wrong, for people", examples=["Must be a day that exists"])


class ImportedRow(Schema):
    """What became of one row."""

    row: int = Field(description="Its number, as spreadsheets count: the header's is 1")
    outcome: RowOutcome = Field(
        description="`created`: all of it is new; `merged`: something new beside what was there; `skipped`: nothing "
        "of it is new, or nothing stands in it; `failed`: nothing of it was brought in"
    )
    organization_id: Id | None = Field(default=None, description="In a dry run null for what is not there yet")
    contact_ids: list[Id] = Field(default=[], description="In a dry run without those who are not there yet")
    interview_id: Id | None = Field(default=None, description="Null too where the row tells no date")
    missing: list[MissingPart] = Field(default=[], description="What the row leaves open, to be told later")
    differs: list[Meaning] = Field(
        default=[], description="What it tells otherwise than what is there, which stays as it is"
    )
    errors: list[RowError] = Field(default=[], description="Why it failed")


class ReadColumn(Schema):
    """One column of the table, and a thing that it tells: one that tells two stands twice."""

    column: str = Field(description="Its name")
    field: Meaning | None = Field(description="What it was taken to tell; null where it was left out")


class SheetCounts(Schema):
    """How many things are new, and how many rows there are of each outcome."""

    organizations: int
    contacts: int
    interviews: int
    created: int
    merged: int
    skipped: int
    failed: int


_EXAMPLE: dict[str, Any] = {
    "encoding": "utf-8",
    "separator": ",",
    "columns": [
        {"column": "Company", "field": "organization"},
        {"column": "Role", "field": "position"},
        {"column": "Interview", "field": "starts_at"},
        {"column": "Salary", "field": None},
    ],
    "counts": {
        "organizations": 1,
        "contacts": 0,
        "interviews": 1,
        "created": 1,
        "merged": 0,
        "skipped": 0,
        "failed": 1,
    },
    "rows": [
        {
            "row": 2,
            "outcome": "created",
            "organization_id": "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70",
            "contact_ids": [],
            "interview_id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
            "missing": [
                {"field": "starts_at", "prompt": "Put the time of day right: only the date was given"},
            ],
            "differs": [],
            "errors": [],
        },
        {
            "row": 3,
            "outcome": "failed",
            "organization_id": None,
            "contact_ids": [],
            "interview_id": None,
            "missing": [],
            "differs": [],
            "errors": [
                {"field": "starts_at", "column": "Interview", "code": "date", "detail": "Must be a day that exists"}
            ],
        },
    ],
}


class SheetImported(Schema):
    """What became of a table, row by row, or would."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    encoding: str = Field(description="What it was read as")
    separator: str = Field(description="What stands between its cells")
    columns: list[ReadColumn]
    counts: SheetCounts
    rows: list[ImportedRow]
