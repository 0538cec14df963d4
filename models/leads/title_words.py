"""What job titles say of seniority and department: the tables that a person starts from and edits.

The entries are tried in order and the first that has a word of the title wins, so exceptions
stand before the rule: *vice president* before *president*, *assistant to* before everybody whom
one can assist. Words in English, German, French and Spanish. What a whole word is, is said in
`derived_fields`. A changed table needs a new version; models carry their own copy.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE_WORDS_VERSION = "2026-11"


@dataclass(frozen=True)
class TitleWord:
    """One line of a table: a title with any of the words (each may be a phrase) has the value."""

    words: tuple[str, ...]
    value: str


def _line(value: str, words: str) -> TitleWord:
    return TitleWord(tuple(word.strip() for word in words.split(",")), value)


SENIORITY: tuple[TitleWord, ...] = (
    _line(
        "Staff",
        "assistant to, executive assistant, personal assistant, assistenz der, assistentin der, "
        "assistent der, assistenz des, assistentin des, assistent des, vorstandsassistenz, "
        "vorstandsassistentin, assistant de direction, assistante de direction, "
        "asistente de dirección, product owner, process owner",
    ),
    _line(
        "VP",
        "vp, v p, svp, evp, avp, vice president, vicepresident, vizepräsident, vizepräsidentin, "
        "vice président, vice présidente, vicepresidente, vicepresidenta",
    ),
    _line(
        "C-level",
        "ceo, cfo, cto, cio, coo, cmo, cro, cpo, cdo, ciso, cso, chro, cco, c level, "
        "chief executive, chief financial, chief finance, chief technology, chief technical, "
        "chief information, chief operating, chief operations, chief marketing, chief revenue, "
        "chief product, chief people, chief human, chief data, chief digital, chief commercial, "
        "chief sales, chief legal, chief compliance, chief security, chief customer, "
        "chief growth, chief strategy, chief innovation, chief risk, chief medical, "
        "chief scientific, chief procurement, founder, cofounder, co founder, owner, "
        "managing director, managing partner, executive director, president, chairman, "
        "chairwoman, chairperson, "
        "geschäftsführer, geschäftsführerin, geschaeftsfuehrer, geschaeftsfuehrerin, "
        "geschäftsführung, geschäftsführender, geschäftsführende, vorstand, vorständin, "
        "vorstandsvorsitzender, vorstandsvorsitzende, vorstandsmitglied, inhaber, inhaberin, "
        "gründer, gründerin, mitgründer, mitgründerin, präsident, präsidentin, "
        "pdg, directeur général, directrice générale, président, présidente, gérant, gérante, "
        "fondateur, fondatrice, cofondateur, cofondatrice, "
        "director general, directora general, consejero delegado, consejera delegada, "
        "presidente, presidenta, fundador, fundadora, cofundador, cofundadora, propietario, "
        "propietaria",
    ),
    _line(
        "Director",
        "director, direktor, direktorin, directeur, directrice, directora, prokurist, prokuristin",
    ),
    _line(
        "Head",
        "head, leiter, leiterin, leitung, leitender, leitende, abteilungsleiter, "
        "abteilungsleiterin, abteilungsleitung, bereichsleiter, bereichsleiterin, "
        "bereichsleitung, marketingleiter, marketingleiterin, marketingleitung, vertriebsleiter, "
        "vertriebsleiterin, vertriebsleitung, verkaufsleiter, verkaufsleiterin, einkaufsleiter, "
        "einkaufsleiterin, personalleiter, personalleiterin, produktionsleiter, "
        "produktionsleiterin, betriebsleiter, betriebsleiterin, werkleiter, werkleiterin, "
        "entwicklungsleiter, entwicklungsleiterin, finanzleiter, finanzleiterin, "
        "responsable, chef de service, cheffe de service, jefe, jefa",
    ),
    _line(
        "Manager",
        "manager, managerin, team lead, team leader, teamlead, teamleiter, teamleiterin, "
        "teamleitung, gruppenleiter, gruppenleiterin, projektleiter, projektleiterin, lead, "
        "supervisor, supervisora, chef, cheffe, coordinator, koordinator, koordinatorin, "
        "coordinateur, coordinatrice, coordinador, coordinadora, encargado, encargada, gerente, "
        "gerenta",
    ),
    _line("Senior", "senior, sr, principal, expert, expertin, experte, sénior, experto, experta"),
    _line(
        "Student/Intern",
        "student, studentin, studierende, studierender, pupil, werkstudent, werkstudentin, "
        "intern, internship, praktikant, praktikantin, praktikum, stagiaire, étudiant, "
        "étudiante, alternant, alternante, estudiante, becario, becaria, practicante",
    ),
    _line(
        "Junior",
        "junior, jr, trainee, apprentice, azubi, auszubildender, auszubildende, lehrling, "
        "volontär, volontärin, apprenti, apprentie, aprendiz, graduate",
    ),
    _line(
        "Staff",
        "specialist, spezialist, spezialistin, analyst, analystin, engineer, ingenieur, "
        "ingenieurin, developer, entwickler, entwicklerin, consultant, berater, beraterin, "
        "representative, executive, officer, administrator, administratorin, assistant, "
        "assistent, assistentin, assistenz, associate, referent, referentin, sachbearbeiter, "
        "sachbearbeiterin, mitarbeiter, mitarbeiterin, accountant, buchhalter, buchhalterin, "
        "buyer, einkäufer, einkäuferin, designer, designerin, technician, techniker, "
        "technikerin, architect, architekt, architektin, "
        "spécialiste, analyste, ingénieur, ingénieure, développeur, développeuse, consultante, "
        "conseiller, conseillère, chargé, chargée, employé, employée, comptable, acheteur, "
        "acheteuse, assistante, technicien, technicienne, architecte, "
        "especialista, analista, ingeniero, ingeniera, desarrollador, desarrolladora, "
        "consultor, consultora, asesor, asesora, ejecutivo, ejecutiva, empleado, empleada, "
        "contable, comprador, compradora, asistente, técnico, técnica, arquitecto, arquitecta",
    ),
)
"""Words to seniority. Students come before juniors: a "junior intern" is an intern."""

DEPARTMENT: tuple[TitleWord, ...] = (
    _line(
        "Marketing",
        "marketing, cmo, demand generation, demand gen, growth, brand, branding, content, "
        "communications, communication, public relations, pr, seo, sem, social media, campaign, "
        "campaigns, crm, marketer, marketingleiter, marketingleiterin, marketingleitung, "
        "marketingreferent, marketingreferentin, kommunikation, öffentlichkeitsarbeit, werbung, "
        "mercadotecnia, mercadeo, comunicación, publicidad, publicité, marque",
    ),
    _line(
        "Sales",
        "sales, revenue, cro, account executive, account manager, account management, "
        "business development, sdr, bdr, inside sales, key account, vertrieb, vertriebsleiter, "
        "vertriebsleiterin, vertriebsleitung, vertriebsmitarbeiter, vertriebsmitarbeiterin, "
        "außendienst, innendienst, verkauf, verkaufsleiter, verkaufsleiterin, verkäufer, "
        "verkäuferin, ventes, commercial, commerciale, vente, ventas, comercial, vendedor, "
        "vendedora, vendeur, vendeuse",
    ),
    _line(
        "Procurement",
        "procurement, purchasing, purchaser, buyer, sourcing, supply chain, cpo, einkauf, "
        "einkäufer, einkäuferin, einkaufsleiter, einkaufsleiterin, beschaffung, achats, "
        "acheteur, acheteuse, approvisionnement, compras, comprador, compradora, "
        "aprovisionamiento",
    ),
    _line(
        "Support",
        "support, customer service, customer success, customer care, customer experience, "
        "helpdesk, help desk, service desk, kundendienst, kundenservice, kundenbetreuung, "
        "kundenbetreuer, kundenbetreuerin, service client, relation client, assistance client, "
        "atención al cliente, servicio al cliente, soporte",
    ),
    _line(
        "HR",
        "hr, human resources, chro, people, talent, recruiting, recruiter, recruitment, "
        "personalleiter, personalleiterin, personalleitung, personalabteilung, personalwesen, "
        "personalreferent, personalreferentin, personalentwicklung, ressources humaines, rh, "
        "recrutement, recursos humanos, rrhh, selección de personal",
    ),
    _line(
        "Finance",
        "finance, financial, finances, cfo, accounting, accountant, accounts payable, "
        "accounts receivable, controller, controlling, controllerin, treasury, treasurer, audit, "
        "auditor, tax, finanzen, finanzleiter, finanzleiterin, buchhaltung, buchhalter, "
        "buchhalterin, rechnungswesen, steuern, revision, financier, financière, comptabilité, "
        "comptable, trésorerie, contrôle de gestion, finanzas, financiero, financiera, "
        "contabilidad, contable, tesorería",
    ),
    _line(
        "Legal",
        "legal, counsel, lawyer, attorney, compliance, privacy, data protection, recht, "
        "rechtsabteilung, jurist, juristin, syndikus, datenschutz, justiziar, justiziarin, "
        "juridique, juriste, avocat, avocate, jurídico, jurídica, abogado, abogada, "
        "cumplimiento",
    ),
    _line(
        "IT",
        "it, i t, cio, ciso, information technology, information systems, information security, "
        "chief information, infrastructure, network, systems administrator, "
        "system administrator, sysadmin, devops, cloud, security, cybersecurity, edv, "
        "informationstechnik, systemadministrator, systemadministratorin, netzwerk, "
        "informatique, dsi, informática, sistemas, data, database, bi, business intelligence",
    ),
    _line(
        "Engineering",
        "engineering, engineer, cto, developer, development, software, r d, research, "
        "technology, qa, quality assurance, product, architect, entwickler, entwicklerin, "
        "entwicklung, entwicklungsleiter, entwicklungsleiterin, ingenieur, ingenieurin, technik, "
        "forschung, konstrukteur, konstrukteurin, konstruktion, produktmanagement, produkt, "
        "ingénieur, ingénieure, ingénierie, développeur, développeuse, développement, "
        "recherche, produit, ingeniero, ingeniera, ingeniería, desarrollador, desarrolladora, "
        "desarrollo, investigación, producto",
    ),
    _line(
        "Operations",
        "operations, operation, ops, coo, operating, logistics, production, manufacturing, "
        "plant, warehouse, facility, facilities, quality, logistik, produktion, "
        "produktionsleiter, produktionsleiterin, betriebsleiter, betriebsleiterin, werkleiter, "
        "werkleiterin, fertigung, lager, qualität, opérations, exploitation, logistique, "
        "fabrication, qualité, operaciones, logística, producción, fábrica, calidad",
    ),
    _line(
        "Management",
        "ceo, chief executive, founder, cofounder, co founder, owner, managing director, "
        "managing partner, general manager, executive director, president, chairman, "
        "chairwoman, chairperson, board, management, strategy, geschäftsführer, "
        "geschäftsführerin, geschaeftsfuehrer, geschaeftsfuehrerin, geschäftsführung, "
        "geschäftsführender, geschäftsführende, geschäftsleitung, vorstand, vorständin, "
        "vorstandsvorsitzender, vorstandsvorsitzende, vorstandsmitglied, inhaber, inhaberin, "
        "gründer, gründerin, mitgründer, mitgründerin, pdg, directeur général, "
        "directrice générale, gérant, gérante, fondateur, fondatrice, président, présidente, "
        "director general, directora general, consejero delegado, consejera delegada, fundador, "
        "fundadora, propietario, propietaria, gerente general",
    ),
)
"""Words to department. Functions come before the ranks that may stand beside them."""
