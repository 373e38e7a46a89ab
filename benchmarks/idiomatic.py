"""The same request as a FastAPI + SQLModel tutorial would have it: `Depends(session)`, ORM, `response_model`, `def`.

It checks the token, loads the same rows, and answers them nested: no rules. Its tables are its own, filled at the start
from the dossier that `BENCHMARK_DOSSIER` names.
"""

import hashlib
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import selectinload
from sqlmodel import JSON, Column, DateTime, Field, Relationship, Session, SQLModel, create_engine, select

# With the pool that such applications have, requests that each hold a connection while they wait for a thread time out.
engine = create_engine(os.environ["BENCHMARK_DATABASE_URL"], pool_size=30, max_overflow=0, pool_timeout=600)


class Organization(SQLModel, table=True):
    id: str = Field(primary_key=True)
    name: str
    culture: str
    timezone: str
    country: str | None


class ContactBase(SQLModel):
    id: str = Field(primary_key=True)
    organization_id: str
    name: str
    name_confirmed: bool
    job_title: str
    email: str
    phone: str
    postal_address: str | None


class Contact(ContactBase, table=True):
    pass


class ParticipantBase(SQLModel):
    contact_id: str = Field(primary_key=True, foreign_key="contact.id")
    role: str
    is_decision_maker: bool = False
    met: bool = True


class Participant(ParticipantBase, table=True):
    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    contact: Contact = Relationship()


class InteractionBase(SQLModel):
    id: str = Field(primary_key=True)
    contact_id: str
    direction: str
    channel: str
    purpose: str
    occurred_at: datetime = Field(sa_type=DateTime(timezone=True))


class Interaction(InteractionBase, table=True):
    interview_id: str = Field(foreign_key="interview.id", index=True)


class InterviewBase(SQLModel):
    id: str = Field(primary_key=True)
    position: str
    starts_at: datetime = Field(sa_type=DateTime(timezone=True))
    ends_at: datetime = Field(sa_type=DateTime(timezone=True))
    interest: str
    decision_expected_on: str | None
    outcome: str
    outcome_at: datetime | None = Field(sa_type=DateTime(timezone=True))
    debrief: dict[str, Any] = Field(sa_column=Column(JSON))


class Interview(InterviewBase, table=True):
    account_id: str = Field(index=True)
    organization_id: str = Field(foreign_key="organization.id")
    organization: Organization = Relationship()
    participants: list[Participant] = Relationship()
    interactions: list[Interaction] = Relationship()


class Token(SQLModel, table=True):
    digest: bytes = Field(primary_key=True)
    account_id: str


class ParticipantPublic(ParticipantBase):
    contact: ContactBase


class InterviewPublic(InterviewBase):
    organization: Organization
    participants: list[ParticipantPublic]
    interactions: list[InteractionBase]


def fill() -> None:
    SQLModel.metadata.create_all(engine)
    dossier = json.loads(Path(os.environ["BENCHMARK_DOSSIER"]).read_bytes())
    with Session(engine) as session:
        session.add(Token(digest=_digest(os.environ["BENCHMARK_TOKEN"]), account_id="1"))
        session.add_all(Organization.model_validate(o) for o in dossier["organizations"])
        session.add_all(Contact.model_validate(c) for c in dossier["contacts"])
        session.flush()
        for interview in dossier["interviews"]:
            parts = interview.pop("participants")
            session.add(Interview.model_validate({"account_id": "1", **interview}))
            session.flush()
            session.add_all(Participant.model_validate({"interview_id": interview["id"], **part}) for part in parts)
        session.add_all(Interaction.model_validate(i) for i in dossier["interactions"])
        session.commit()


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    fill()
    yield


app = FastAPI(lifespan=lifespan)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def get_account(
    session: Annotated[Session, Depends(get_session)],
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> str:
    token = session.get(Token, _digest(credentials.credentials))
    if token is None:
        raise HTTPException(401)
    return token.account_id


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


@app.get("/health/ready")
def ready() -> None:
    """Be waited for."""


@app.get("/next-actions", response_model=list[InterviewPublic])
def next_actions(
    session: Annotated[Session, Depends(get_session)], account_id: Annotated[str, Depends(get_account)]
) -> Any:
    return session.exec(
        select(Interview)
        .where(Interview.account_id == account_id)
        .options(
            selectinload(Interview.organization),  # type: ignore[arg-type] # SQLModel types a relationship as its value
            selectinload(Interview.participants).selectinload(Participant.contact),  # type: ignore[arg-type] # likewise
            selectinload(Interview.interactions),  # type: ignore[arg-type] # likewise
        )
    ).all()
