"""What fields of each role are called in files of any origin, by the words of the header."""

from __future__ import annotations

from models.leads.fields import Role

NAMES: dict[Role, tuple[str, ...]] = {
    role: tuple(name.strip() for name in names.split(","))
    for role, names in {
        Role.ID: (
            "lead id, leadid, record id, recordid, lead number, lead no, record number, "
            "prospect id, mql id, id, contact id, contactid, customer id, customerid, datensatz id"
        ),
        Role.CREATED: (
            "created, created date, create date, createdate, createddate, created at, created on, "
            "created time, creation date, date created, lead created, lead created date, "
            "first contact date, date added, added on, entry date, sign up date, signup date, "
            "createdon, erstellt, erstellt um, erstellungsdatum, erstellt am, erstelldatum, "
            "angelegt am, date de création, créé le, fecha de creación, data di creazione, "
            "data de criação, aangemaakt op, data utworzenia, skapad"
        ),
        Role.OUTCOME_DATE: (
            "outcome date, close date, closed date, closing date, converted date, "
            "conversion date, date converted, converted at, converted on, won date, date won, "
            "won at, won time, date closed, closed at, closedate, became a customer date, "
            "abschlussdatum, gewonnen am, date de clôture, fecha de cierre, data di chiusura"
        ),
        Role.REJECTION: (
            "rejection reason, reason for rejection, reject reason, lost reason, "
            "reason for loss, loss reason, reason lost, closed lost reason, unqualified reason, "
            "disqualified reason, disqualification reason, junk reason, ablehnungsgrund, "
            "verlustgrund, motif de refus, motivo de rechazo, motivo de pérdida"
        ),
        Role.VALUE: (
            "deal value, deal amount, opportunity amount, opportunity value, contract value, "
            "order value, won amount, won value, amount won, auftragswert, montant de l affaire"
        ),
        Role.OWNER: (
            "lead owner, owner, contact owner, record owner, owner name, sales owner, sales rep, "
            "sales representative, salesperson, assigned to, assigned user, assignee, "
            "account manager, account owner, owner id, ownerid, besitzer, zuständig, bearbeiter, "
            "vertriebler, inhaber, lead inhaber, kontakt inhaber, lead besitzer, "
            "datensatzinhaber, propriétaire, propietario, proprietario, eigenaar, ägare"
        ),
        Role.SOURCE: (
            "lead source, source, origin, original source, original traffic source, "
            "acquisition source, acquisition channel, marketing channel, channel, utm source, "
            "traffic source, leadquelle, lead quelle, quelle, herkunft, source du lead, "
            "fuente, origen, origem, fonte, bron, źródło, källa"
        ),
        Role.ACCOUNT: (
            "account name, company name, company, account, organisation, organization, "
            "organization name, organisation name, employer, firma, firmenname, unternehmen, "
            "société, entreprise, empresa, azienda, bedrijf, företag"
        ),
        Role.EMAIL: (
            "email, e mail, email address, e mail address, emailaddress, work email, "
            "business email, contact email, lead email, mail, e mail adresse, email adresse, "
            "courriel, adresse e mail, adresse email, correo electrónico, correo, e post"
        ),
        Role.CONSENT: (
            "marketing consent, consent, email consent, gdpr consent, newsletter consent, "
            "email opt in, opt in, email opt out, opt out, has opted out of email, unsubscribed, "
            "subscribed, do not email, do not contact, einwilligung, werbeeinwilligung, "
            "consentement, consentimiento, consenso, toestemming, zgoda, samtycke"
        ),
    }.items()
}
"""The best names first; a field has a role by its name only where its cells fit too."""

AGAINST = frozenset(
    "unsubscribed out optout optedout not donotbulkemail donotemail suspended".split()
)
"""Words of a consent's name that say that its yes means no."""

NOT_THE_LEADS = frozenset("owner created modified manager rep user assigned creator sender".split())
"""Words of an e-mail's name that say that it is not the lead's own."""
