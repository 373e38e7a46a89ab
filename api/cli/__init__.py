"""The `afterword` command: what an operator does to a service, next to it and not through it.

Each group of commands is a module with a Typer of its own. A command imports for itself what takes long to load and no
other one needs.
"""

import typer

from api.cli import accounts, database, doctor, openapi, policy, serve, tokens, worker

app = typer.Typer(no_args_is_help=True, help="What to do after a job interview: the service and its tools.")
for commands in (serve, worker, database, doctor, policy, openapi):
    app.add_typer(commands.app)
app.add_typer(accounts.app, name="accounts")
app.add_typer(tokens.app, name="tokens")
