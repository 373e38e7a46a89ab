"""What a message check may name."""

from api.models import Contact, Interview
from api.rows import Rows

INTERVIEWS = Rows(Interview)
CONTACTS = Rows(Contact)
