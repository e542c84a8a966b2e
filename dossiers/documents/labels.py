"""The fixed words on paper, per language of the document; `labels` in its data replaces them one by one."""

LABELS = {
    "nl": {
        "date": "Datum",
        "reference": "Uw klacht",
        "contact": "Contact",
        "page": "bladzijde {page} van {pages}",
        "received": "Ontvangen",
        "files": "Bestanden die u meestuurde",
        "file": "Bestand",
        "size": "Grootte",
        "empty": "Niet ingevuld",
        "squares": "Een teken dat wij hier niet kunnen afdrukken, staat er als {square}. "
        "In ons dossier staat uw tekst precies zoals u die schreef.",
    },
    "en": {
        "date": "Date",
        "reference": "Your complaint",
        "contact": "Contact",
        "page": "page {page} of {pages}",
        "received": "Received",
        "files": "Files that you sent",
        "file": "File",
        "size": "Size",
        "empty": "Not filled in",
        "squares": "A character that we cannot print here is shown as {square}. "
        "Our file has your text exactly as you wrote it.",
    },
}
