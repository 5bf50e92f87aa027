"""Mails of web forms as common programs write them, text and HTML, all filled in by the same person."""

from __future__ import annotations

CONTACT_FORM_7 = """From: Hennie Trip <h.trip@example.org>
Subject: Dichte deur

Message Body:
Ik stond voor een dichte deur.

--
This e-mail was sent from a contact form on WerkenderWijs (https://www.werkenderwijs.example)
"""

CONTACT_FORM_7_DUTCH = """Van: Hennie Trip [h.trip@example.org]
Onderwerp: Dichte deur

Berichtinhoud:
Ik stond voor een dichte deur.

--
Dit is een melding dat een contactformulier is ingediend op uw website (WerkenderWijs https://werkenderwijs.example).
"""

WPFORMS_TEXT = """--- Naam ---

Hennie Trip

--- E-mail ---

h.trip@example.org

--- Opmerking of bericht ---

Ik stond voor een dichte deur.

Verzonden vanaf WerkenderWijs
"""

WPFORMS_HTML = """<table><tr><td style="padding:10px"><strong>Naam</strong></td></tr>
<tr><td>Hennie Trip</td></tr><tr><td><strong>E-mail</strong></td></tr>
<tr><td><a href="mailto:h.trip@example.org">h.trip@example.org</a></td></tr>
<tr><td><strong>Opmerking of bericht</strong></td></tr><tr><td>Ik stond voor een dichte deur.<br>Weer.</td></tr></table>"""

GRAVITY_FORMS_HTML = """<table width="99%"><tr><td><table width="100%" cellpadding="5">
<tr bgcolor="#EAF2FA"><td colspan="2"><font><strong>Naam</strong></font></td></tr>
<tr><td width="20">&nbsp;</td><td>Hennie Trip</td></tr>
<tr bgcolor="#EAF2FA"><td colspan="2"><strong>E-mailadres</strong></td></tr>
<tr><td>&nbsp;</td><td><a href="mailto:h.trip@example.org">h.trip@example.org</a></td></tr>
<tr bgcolor="#EAF2FA"><td colspan="2"><strong>Uw klacht</strong></td></tr>
<tr><td>&nbsp;</td><td>Ik stond voor een dichte deur.<br>Weer.</td></tr></table></td></tr></table>"""

NINJA_FORMS_HTML = """<table><tbody><tr><td>Naam:</td><td>Hennie Trip</td></tr>
<tr><td>E-mail:</td><td>h.trip@example.org</td></tr>
<tr><td>Bericht:</td><td>Ik stond voor een dichte deur.</td></tr></tbody></table>"""

ELEMENTOR = """Naam: Hennie Trip
E-mail: h.trip@example.org
Bericht: Ik stond voor een dichte deur.


---

Datum: 9 maart 2026
Tijd: 21:47
Pagina-URL: https://www.werkenderwijs.example/klachten/
Gebruikersagent: Mozilla/5.0 (Linux; Android 14)
Extern IP: 198.51.100.23
Aangedreven door: Elementor
"""

ELEMENTOR_WITHOUT_LABELS_IN_DUTCH = """Name: Hennie Trip
Email: h.trip@example.org
Message: Ik stond voor een dichte deur.

---
Page URL: https://www.werkenderwijs.example/klachten/
User Agent: Mozilla/5.0 (Linux; Android 14)
Remote IP: 198.51.100.23
Powered by: Elementor
"""

FLUENT_FORMS_HTML = """<table class="ff_all_data" width="600"><tbody>
<tr class="field-label"><th style="padding:6px 12px"><strong>Voornaam</strong></th></tr><tr><td>Hennie</td></tr>
<tr class="field-label"><th><strong>Achternaam</strong></th></tr><tr><td>Trip</td></tr>
<tr class="field-label"><th><strong>E-mail</strong></th></tr><tr><td>h.trip@example.org</td></tr>
<tr class="field-label"><th><strong>Uw bericht</strong></th></tr><tr><td>Ik stond voor een dichte deur.</td></tr>
</tbody></table>"""

JOTFORM_HTML = """<table><tr><td colspan="2"><h1>Klachtenformulier</h1></td></tr>
<tr><td width="170">Naam</td><td>Hennie Trip</td></tr>
<tr><td>E-mailadres</td><td><a href="mailto:h.trip@example.org">h.trip@example.org</a></td></tr>
<tr><td>Wat is er gebeurd?</td><td>Ik stond voor een dichte deur.</td></tr></table>"""

GOOGLE_FORMS = """Klachtenformulier

Naam *
Hennie Trip

E-mailadres *
h.trip@example.org

Uw klacht *
Ik stond voor een dichte deur.

Maak je eigen Google-formulier
"""

MICROSOFT_FORMS = """Er is een nieuwe reactie op het formulier Klachten.

1. Wat is uw naam?
Hennie Trip

2. Wat is uw e-mailadres?
h.trip@example.org

3. Wat is uw klacht?
Ik stond voor een dichte deur.
"""

JOOMLA = """Dit is een e-mail via https://www.werkenderwijs.example/ van:
Hennie Trip <h.trip@example.org>

Ik stond voor een dichte deur.
"""

JOOMLA_ENGLISH = """This is an enquiry email via https://www.werkenderwijs.example/ from:
Hennie Trip <h.trip@example.org>

Ik stond voor een dichte deur.
"""

FORMIDABLE_HTML = """<table><tbody><tr><th>Naam</th><td>Hennie Trip</td></tr><tr><th>E-mailadres</th>
<td>h.trip@example.org</td></tr><tr><th>Uw bericht</th><td>Ik stond<br>voor een<br>dichte deur.</td></tr></tbody></table>"""

KEYS = """form_id=4
field[naam]=Hennie Trip
field[email]=h.trip@example.org
field[bericht]=Ik stond voor een dichte deur.
"""

DASHED_KEYS = """your-name: Hennie Trip
your-email: h.trip@example.org
your-message: Ik stond voor een dichte deur.
"""

EQUALS = """Naam = Hennie Trip
E-mail = h.trip@example.org
Klacht = Ik stond voor een dichte deur.
"""

DRAWN_TABLE = """+----------+--------------------+
| Veld     | Ingevuld           |
+----------+--------------------+
| Naam     | Hennie Trip        |
| E-mail   | h.trip@example.org |
| Bericht  | Ik stond voor een  |
|          | dichte deur.       |
+----------+--------------------+
"""

MARKED_UP = """*Naam:* Hennie Trip
*E-mailadres (verplicht):* h.trip@example.org <mailto:h.trip@example.org>
*Omschrijving van uw klacht:*
Ik stond voor een dichte deur.
"""

TEXTS = {
    "Contact Form 7": CONTACT_FORM_7,
    "Contact Form 7, Dutch": CONTACT_FORM_7_DUTCH,
    "WPForms, text": WPFORMS_TEXT,
    "Elementor, Dutch": ELEMENTOR,
    "Elementor, English": ELEMENTOR_WITHOUT_LABELS_IN_DUTCH,
    "Google Forms": GOOGLE_FORMS,
    "Microsoft Forms": MICROSOFT_FORMS,
    "Joomla, Dutch": JOOMLA,
    "Joomla, English": JOOMLA_ENGLISH,
    "keys in brackets": KEYS,
    "keys with dashes": DASHED_KEYS,
    "equals signs": EQUALS,
    "a table drawn with lines": DRAWN_TABLE,
    "bold turned to asterisks": MARKED_UP,
}

PAGES = {
    "WPForms, HTML": WPFORMS_HTML,
    "Gravity Forms": GRAVITY_FORMS_HTML,
    "Ninja Forms": NINJA_FORMS_HTML,
    "Fluent Forms": FLUENT_FORMS_HTML,
    "Jotform": JOTFORM_HTML,
    "Formidable Forms": FORMIDABLE_HTML,
}
