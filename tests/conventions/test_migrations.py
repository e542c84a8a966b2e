"""While an upgrade runs, the code of the release before works on the new tables (docs/production.md, "Upgrade")."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

FIRST = "0003_second_road"  # up to here there was nothing to upgrade from
# a table that only the first start writes a row in
FILLED_ONCE = {"organisation"}
# operation, with the release in which nothing read it any more, or why it may
NO_RELEASE_YET = "there was no release yet"
EXCUSED = {
    "0004_keep_until: adds dossier.keep_why": NO_RELEASE_YET,
    "0005_the_public_form: adds filing.mailbox": NO_RELEASE_YET,
    "0005_the_public_form: adds filing.proved": NO_RELEASE_YET,
}
GONE = (
    migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel,
    migrations.AlterModelTable,
)  # fmt: skip


def is_demanding(field):
    """An INSERT that does not name this column fails; Django's own `default` is no default of the database."""
    has_default = field.has_db_default() or field.null or field.many_to_many
    return not has_default


def trouble(operation, before: ProjectState) -> str:
    """What the code of the release before would stumble over; "" when it does not."""
    if isinstance(operation, GONE):
        return operation.describe()
    if isinstance(operation, migrations.AddField) and is_demanding(operation.field):
        return "" if operation.model_name_lower in FILLED_ONCE else f"adds {_name(operation)}"
    if isinstance(operation, migrations.AlterField) and is_demanding(operation.field):
        was = before.models["dossiers", operation.model_name_lower].fields[operation.name]
        return f"no longer lets {_name(operation)} be empty" if was.null else ""
    return ""


def about(operation) -> str:
    """The table; nobody of the release before knows one that is made in the same migration."""
    return getattr(operation, "model_name_lower", "")


def _name(operation):
    return f"{operation.model_name_lower}.{operation.name}"


def troubles():
    loader = MigrationLoader(None)
    plan = [key for key in loader.graph.leaf_nodes("dossiers") for key in loader.graph.forwards_plan(key)]
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for key in plan:
        operations = loader.graph.nodes[key].operations
        fresh = {op.name_lower for op in operations if isinstance(op, migrations.CreateModel)}
        for operation in operations:
            is_ours = key[0] == "dossiers" and key[1] > FIRST
            if is_ours and about(operation) not in fresh and (found := trouble(operation, state)):
                yield f"{key[1]}: {found}"
            operation.state_forwards(key[0], state)


def test_the_code_of_the_release_before_works_on_the_new_tables():
    """Give a new column null=True or db_default=…; drop or rename only what the release before no longer reads."""
    assert not [found for found in troubles() if found not in EXCUSED]


def test_no_excuse_outlives_its_migration():
    assert set(EXCUSED) <= set(troubles())


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (migrations.RemoveField("thing", "word"), "Remove field word"),
        (migrations.RenameField("thing", "word", "name"), "Rename field word"),
        (migrations.DeleteModel("thing"), "Delete model thing"),
        (migrations.AddField("thing", "size", models.IntegerField(default=3)), "adds thing.size"),
        (migrations.AddField("thing", "size", models.IntegerField(db_default=3)), ""),
        (migrations.AddField("thing", "size", models.IntegerField(null=True)), ""),
        (migrations.AlterField("thing", "word", models.CharField(max_length=9)), "no longer lets thing.word be empty"),
        (migrations.AlterField("thing", "word", models.CharField(max_length=9, null=True)), ""),
    ],
)  # fmt: skip
def test_the_rule_itself(operation, said):
    state = ProjectState()
    migrations.CreateModel("thing", [("word", models.CharField(max_length=5, null=True))]).state_forwards(
        "dossiers", state
    )
    found = trouble(operation, state)
    assert found.startswith(said) if said else found == ""
