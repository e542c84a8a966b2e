"""The keys of the staff pages; static/js/keys.js listens to them."""

KEYS = (
    ("/", "Ga naar het zoekveld"),
    ("j", "Volgende in de lijst"),
    ("k", "Vorige in de lijst"),
    ("enter", "Open wat je koos"),
    ("?", "Toon deze toetsen"),
    ("esc", "Sluit wat openstaat"),
)
