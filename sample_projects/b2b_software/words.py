"""The invented people, firms and words that the sample is made of."""

from __future__ import annotations

FIRST_NAMES = tuple(
    """Ines Tom Aylin Marc Hanna Jonas Petra Samuel Clara Yusuf Lena Pieter Olga Ravi Emil Nora
    Dario Mia Anna Lukas Sofia Felix Marta Jan Eva Paul Laura Simon Julia David Elena Thomas Sara
    Michael Katrin Stefan Birgit Andreas Claudia Martin Sabine Peter Monika Daniel Nicole Florian
    Silke Oliver Anja Tobias Karin James Emily Oliver Grace Harry Alice George Chloe Jack Amelia
    Thomas Olivia Edward Ruby Camille Louis Manon Hugo Léa Jules Inès Arthur Zoé Gabriel Maëlle
    Antoine Daan Sanne Bram Femke Lotte Sven Ruben Maud Joost Fleur Ethan Madison Logan Avery
    Mason Harper Jordan Riley Tyler Brooke Aisha Omar Priya Arjun Mei Wei Kenji Yuki Fatima Hassan
    Ana Luis Carmen Diego Zofia Piotr Agnieszka Marek Ingrid Lars Astrid Nils Freja Søren Aino
    Mikko""".split()
)

LAST_NAMES = tuple(
    """Caldera Reinholt Demir Oosterveld Weiss Feld Lindqvist Okoro Novak Amari Brandt Maas Sander
    Menon Krog Albrecht Conti Thorsen Müller Huber Steiner Baumann Gruber Keller Vogt Lorenz Engel
    Pohl Seidel Arnold Böhm Kraus Winkler Busch Horn Sauer Ziegler Kuhn Jansen Peeters Visser Smit
    Dekker Mulder Bakker Vos Dupont Moreau Laurent Girard Roussel Fontaine Chevalier Marchand
    Lefèvre Garnier Hughes Bennett Carter Foster Griffin Hayes Marsh Palmer Reeves Sutton Turner
    Walsh Whitaker Barlow Colby Draper Ellison Fairley Hargrove Kingsley Lockhart Merritt Norwood
    Pruitt Sheffield Tatum Underhill Varga Kovács Horvat Nowicki Kowal Wrona Zielinski Eriksen
    Halvorsen Nygaard Salonen Virtanen Rossi Bianchi Ferrara Marino Serrano Vidal Ortega Campos
    Ramos Silveira Tavares Sato Tanaka Chen Lin Park Rao Iyer Banerjee Haddad Nasser Özkan Yildiz
    Aydin O'Brien O'Neill MacLeod Van-Dijk""".split()
)

# Title, its level in the truth, weight.
TITLES = (
    ("Chief Revenue Officer", "decides", 5),
    ("Chief Information Officer", "decides", 5),
    ("Chief Executive Officer", "decides", 8),
    ("VP Sales", "decides", 14),
    ("VP Marketing", "decides", 12),
    ("VP Operations", "decides", 7),
    ("Head of Marketing", "decides", 20),
    ("Head of Operations", "decides", 14),
    ("Head of Sales", "decides", 16),
    ("Head of IT", "decides", 10),
    ("Director of IT", "decides", 12),
    ("Director, Revenue Operations", "decides", 8),
    ("Director of Marketing", "decides", 14),
    ("Marketing Manager", "manages", 70),
    ("Sales Manager", "manages", 60),
    ("IT Manager", "manages", 48),
    ("Product Manager", "manages", 28),
    ("Team Lead, Demand Generation", "manages", 18),
    ("CRM Manager", "manages", 26),
    ("Account Executive", "works", 64),
    ("Business Analyst", "works", 50),
    ("Marketing Specialist", "works", 56),
    ("Sales Development Representative", "works", 38),
    ("Software Engineer", "works", 44),
    ("Data Analyst", "works", 34),
    ("Consultant", "works", 50),
    ("Office Assistant", "works", 24),
    ("Procurement Officer", "works", 20),
    ("Student", "learns", 22),
    ("Intern, Marketing", "learns", 14),
)

# Industry, weight, words that end a firm's name.
INDUSTRIES = (
    ("Software", 20, ("Software", "Cloud", "Systems", "Analytics", "Apps")),
    ("Finance", 14, ("Finance", "Bank", "Capital", "Insurance", "Payments")),
    ("Manufacturing", 18, ("Industries", "Works", "Components", "Tooling", "Anlagenbau")),
    ("Logistics", 10, ("Logistics", "Freight", "Transport", "Shipping", "Cargo")),
    ("Retail", 12, ("Retail", "Stores", "Market", "Outfitters", "Foods")),
    ("Healthcare", 10, ("Health", "Care", "Medical", "Labs", "Clinics")),
    ("Media", 9, ("Media", "Press", "Studio", "Publishing", "Broadcast")),
    ("Education", 7, ("College", "Academy", "Learning", "Institute", "School")),
)

FIRM_BEGINNINGS = tuple(
    """Nord Fern Cald Hel Oak Vant Rhein Pine Sol Ard Beac Tess Kess Lum Atl Quill Mor Brans Alder
    Cor Dun Els Gran Hol Ivar Jor Kel Lind Mar Nev Ost Pell Quar Ros Stav Thorn Ulv Ver Wes
    Zeph""".split()
)
FIRM_ENDINGS = tuple(
    """vik werk er io field or tal crest vane ent on era ler en as ham stad ford mere low dale by
    ridge gate more wick""".split()
)

# Country as it should be, weight, endings of firms, domain ending, telephone prefix, spellings.
COUNTRIES = (
    ("Germany", 34, ("GmbH", "AG", "KG"), "de", "+49 30 23125 ", ("Deutschland", "DE", "germany")),
    ("Austria", 8, ("GmbH", "AG"), "at", "+43 1 555 0", ("Österreich",)),
    ("Switzerland", 9, ("AG", "SA"), "ch", "+41 44 555 0", ("CH", "Schweiz")),
    ("United Kingdom", 18, ("Ltd", "plc"), "uk", "+44 20 7946 0", ("UK", "U.K.", "Great Britain")),
    ("France", 10, ("SA", "SAS"), "fr", "+33 1 99 00 0", ("FRANCE",)),
    ("Netherlands", 9, ("BV", "NV"), "nl", "+31 20 555 0", ("The Netherlands", "NL")),
    ("United States", 12, ("Inc.", "LLC", "Corp."), "us", "(202) 555-0", ("USA", "US", "U.S.")),
)

COMPETITORS = ("Scorelane", "Leadwright", "Pointmill")
FREE_MAIL = ("freemail.example", "postbox.example", "mymail.example")

SOURCES = (
    ("Website", 32),
    ("Paid search", 16),
    ("Webinar", 14),
    ("Trade fair", 12),
    ("List import", 11),
    ("Partner", 8),
    ("Referral", 7),
)

INTERESTS = (
    ("Reporting", 20),
    ("Integrations", 15),
    ("Automation", 18),
    ("Security", 9),
    ("Pricing", 10),
    ("Onboarding", 8),
    ("Mobile app", 8),
    ("Careers", 4),
)

PAGES = (
    ("/", 22),
    ("/features", 18),
    ("/features/integrations", 9),
    ("/blog/lead-scoring-basics", 12),
    ("/blog/crm-clean-up", 9),
    ("/customers", 10),
    ("/about", 6),
    ("/docs/getting-started", 8),
    ("/contact", 6),
)
SOCIAL = (
    ("LinkedIn like", 10),
    ("LinkedIn comment", 3),
    ("LinkedIn follow", 3),
    ("LinkedIn share", 2),
    ("Mention on X", 1),
)
POSTS = ("How we score", "Customer story: freight", "We are hiring", "Spring release")
MAILINGS = ("Newsletter", "Product news", "Invitation", "Case studies")
WEBINARS = ("Scoring in a day", "Sales and marketing at one table", "Clean data, better leads")
DOWNLOADS = ("White paper: scoring", "Checklist: CRM clean-up", "Price list", "Case study: freight")
