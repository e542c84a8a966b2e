"""The keys of the staff pages; static/js/keys.js listens to them."""

KEYS = (
    ("/", "Ga naar het zoekveld"),
    ("j", "Volgende in de lijst, of het volgende dossier"),
    ("k", "Vorige in de lijst, of het vorige dossier"),
    ("enter", "Open wat je koos"),
    ("?", "Toon deze toetsen"),
    ("esc", "Sluit wat openstaat"),
)
