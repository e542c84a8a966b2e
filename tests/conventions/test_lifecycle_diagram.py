"""The picture of the seven steps is made from the code."""

from dossiers.management.commands.lifecycle_diagram import PAGE, diagram


def test_r53_the_picture_shows_the_rows():
    assert PAGE.read_text(encoding="utf-8") == diagram(), "run manage.py lifecycle_diagram"
