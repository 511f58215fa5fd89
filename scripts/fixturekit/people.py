"""The people of Fixtures/resumes. All are invented; addresses are of example.com and example.org, phone numbers are of ranges kept
free for fiction where a country has one."""

PEOPLE = [
    dict(
        file="aoife-brennan.pdf", template="ledger", lang="en", dates="short", modified="2026-01-12",
        name="Aoife Brennan", label="Site Reliability Engineer", email="aoife.brennan@example.com", phone="+353 20 915 0142",
        city="Galway", place="Galway, Ireland", profiles=[("LinkedIn", "https://www.linkedin.com/in/aoife-brennan-sre")],
        summary="Engineer who keeps payment systems up and on-call rotas humane. Nine years of Linux, networks and "
                "databases, the last four leading incident reviews that people look forward to.",
        work=[
            dict(company="Corrib Payments Ltd", title="Senior Site Reliability Engineer", place="Galway", start="2021-09", did=[
                "Cut paging volume by two thirds by deleting alerts nobody acted upon",
                "Moved 140 services from virtual machines to Kubernetes without a maintenance window"]),
            dict(company="Atlantic Telemetry", title="Systems Engineer", place="Limerick", start="2018-02", end="2021-08", did=[
                "Built the backup verification that found three unreadable archives in its first week",
                "Halved the cost of log storage by sampling at the edge"]),
            dict(company="Ballybrit Hosting", title="Junior Administrator", place="Galway", start="2016-06", end="2018-01", did=[
                "Looked after 300 customer servers and their certificates"]),
        ],
        education=[dict(school="University of Galway", study="BSc", area="Computer Science", start="2012", end="2016")],
        skills=["Linux", "Kubernetes", "PostgreSQL", "Terraform", "Go", "Prometheus", "Incident Response"],
        certificates=[("Certified Kubernetes Administrator", "2022")],
    ),
    dict(
        file="tobias-leitner.pdf", template="gutter", lang="de", dates="slash", modified="2025-11-03",
        name="Tobias Leitner", label="Konstruktionsingenieur", email="t.leitner@example.org", phone="+43 316 555 0187",
        city="Graz", place="8010 Graz", summary="Maschinenbauer mit Schwerpunkt Leichtbau und einem Auge für Fertigungskosten.",
        work=[
            dict(company="Murtal Antriebstechnik GmbH", title="Konstruktionsingenieur", place="Graz", start="2020-04", did=[
                "Verantwortlich für Getriebegehäuse aus Magnesiumdruckguss",
                "Einführung einer Toleranzanalyse, die den Ausschuss um ein Drittel senkte"]),
            dict(company="Steinfeld Seilbahnen AG", title="Technischer Zeichner", place="Leoben", start="2015-09", end="2020-03", did=[
                "Stücklisten und Fertigungszeichnungen für Stützen und Stationen"]),
        ],
        education=[
            dict(school="Technische Universität Graz", study="Diplom-Ingenieur", area="Maschinenbau", start="2013-10", end="2017-06"),
            dict(school="HTL Leoben", study="Matura", start="2008-09", end="2013-06")],
        skills=["CATIA", "SolidWorks", "FEM-Berechnung", "Blechkonstruktion", "Projektleitung"],
        languages=[("Deutsch", "Muttersprache"), ("Englisch", "verhandlungssicher"), ("Slowenisch", "Grundkenntnisse")],
    ),
    dict(
        file="camille-rousselot.pdf", template="rail", lang="fr", dates="long", modified="2025-09-20", joint="en",
        name="Camille Rousselot", label="Responsable logistique", email="camille.rousselot@example.com", phone="06 39 98 41 77",
        city="Nantes", place="44000 Nantes", profiles=[("LinkedIn", "https://www.linkedin.com/in/camille-rousselot")],
        summary="Dix ans dans la chaîne du froid. J'organise les tournées pour que les camions roulent pleins et que les équipes rentrent à l'heure.",
        work=[
            dict(company="Froid de Loire SARL", title="Responsable logistique", place="Nantes", start="2019-03", did=[
                "Encadrement de 24 chauffeurs et de 6 agents de quai",
                "Réduction des kilomètres à vide de 18 % en un an"]),
            dict(company="Transports Guérande", title="Affréteuse", place="Saint-Nazaire", start="2014-10", end="2019-02", did=[
                "Négociation des tarifs avec une soixantaine de transporteurs"]),
        ],
        education=[dict(school="IUT de Saint-Nazaire", study="DUT", area="Gestion logistique et transport", end="2014")],
        skills=["Gestion des stocks", "SAP", "Planification", "Réglementation ADR", "Management d'équipe"],
        languages=[("Français", "langue maternelle"), ("Anglais", "courant"), ("Espagnol", "intermédiaire")],
    ),
    dict(
        file="ines-carballo.pdf", template="rail-right", lang="es", dates="long", modified="2026-02-02", joint="en",
        name="Inés Carballo Otero", label="Enfermera de urgencias", email="ines.carballo@example.org", phone="+34 655 55 01 32",
        city="Vigo", place="Vigo, Pontevedra",
        summary="Enfermera con ocho años en urgencias hospitalarias y experiencia en la formación de residentes.",
        work=[
            dict(company="Hospital Ría de Vigo", title="Enfermera de urgencias", place="Vigo", start="2019-06", did=[
                "Triaje de hasta noventa pacientes por turno",
                "Tutora de dos promociones de residentes"]),
            dict(company="Centro de Salud A Guarda", title="Enfermera comunitaria", place="A Guarda", start="2017-01", end="2019-05", did=[
                "Visitas domiciliarias y campañas de vacunación"]),
        ],
        education=[dict(school="Universidade de Vigo", study="Grado", area="Enfermería", start="2012", end="2016")],
        skills=["Soporte vital avanzado", "Triaje Manchester", "Farmacología", "Trabajo en equipo"],
        languages=[("Español", "nativo"), ("Gallego", "nativo"), ("Portugués", "intermedio")],
        certificates=[("Soporte Vital Avanzado", "2023")],
    ),
    dict(
        file="zofia-maciejewska.pdf", template="right-dates", lang="pl", dates="dot", modified="2025-12-15", joint=",",
        name="Zofia Maciejewska", label="Analityczka danych", email="zofia.maciejewska@example.com", phone="+48 601 550 138",
        city="Wrocław", place="Wrocław", profiles=[("GitHub", "https://github.com/zmaciejewska-example")],
        summary="Analityczka, która woli jeden dobry wykres od dziesięciu pulpitów. Pracuję z danymi sprzedaży i łańcucha dostaw.",
        work=[
            dict(company="Odra Handel Sp. z o.o.", title="Starsza analityczka danych", place="Wrocław", start="2022-05", did=[
                "Prognozy popytu dla 1200 produktów, błąd mniejszy o jedną czwartą",
                "Szkolenia z SQL dla działu zakupów"]),
            dict(company="Śląskie Centrum Statystyki", title="Analityczka", place="Opole", start="2019-07", end="2022-04", did=[
                "Raporty kwartalne i kontrola jakości ankiet"]),
        ],
        education=[
            dict(school="Uniwersytet Wrocławski", study="Magister", area="Matematyka", start="2017", end="2019"),
            dict(school="Uniwersytet Opolski", study="Licencjat", area="Informatyka", start="2014", end="2017")],
        skills=["SQL", "Python", "pandas", "Power BI", "Statystyka", "Excel"],
        languages=[("Polski", "ojczysty"), ("Angielski", "C1"), ("Niemiecki", "B1")],
    ),
    dict(
        file="marcus-okonjo-hale.pdf", template="split", lang="en", dates="long", modified="2026-03-08",
        name="Marcus Okonjo-Hale", label="High School Chemistry Teacher", email="marcus.okonjohale@example.com", phone="(503) 555-0164",
        city="Portland", place="Portland, OR", url="https://okonjohale.example.com",
        summary="Chemistry teacher and department lead who gets reluctant students to run their own experiments.",
        work=[
            dict(company="Cathedral Park High School", title="Chemistry Teacher", place="Portland, OR", start="2017-08", did=[
                "Raised the share of students who pass the state science test from 61 to 78 percent",
                "Wrote a laboratory safety course that four other schools now use"]),
            dict(company="Willamette Middle School", title="Science Teacher", place="Salem, OR", start="2013-08", end="2017-06", did=[
                "Taught general science to five classes of thirty",
                "Started the robotics club"]),
        ],
        education=[
            dict(school="Oregon State University", study="Master of Arts", area="Teaching", end="2013"),
            dict(school="Reed College", study="Bachelor of Arts", area="Chemistry", end="2011")],
        skills=["Curriculum Design", "Laboratory Safety", "Classroom Management", "Grant Writing", "Mentoring"],
        certificates=[("Oregon Professional Teaching License", "2018")],
    ),
    dict(
        file="priyanka-venkataraman.pdf", template="ledger", lang="en", dates="short", modified="2026-02-19",
        headings=dict(summary="Summary", work="Work History", skills="Technical Skills"),
        name="Priyanka Venkataraman", label="Principal Software Engineer", email="priyanka.v@example.org", phone="+91 99005 50147",
        city="Bengaluru", place="Bengaluru, India", url="https://priyanka-v.example.org",
        profiles=[("LinkedIn", "https://www.linkedin.com/in/priyanka-venkataraman-x"), ("GitHub", "https://github.com/priyanka-v-example")],
        summary="Seventeen years of building storage engines and the teams around them. Happiest where correctness is "
                "provable and the on-call phone is silent. Looking for a role that joins research and production.",
        work=[
            dict(company="Tungabhadra Systems Pvt Ltd", title="Principal Software Engineer", place="Bengaluru", start="2020-01", did=[
                "Designed a log-structured store that serves 4 million reads a second on twelve machines",
                "Introduced model checking for every protocol change and found eleven faults before release",
                "Mentor of six engineers, three of whom lead teams today"]),
            dict(company="Nilgiri Cloud", title="Staff Engineer", place="Bengaluru", start="2015-07", end="2019-12", did=[
                "Led the move from a single region to three, with no loss of acknowledged writes",
                "Wrote the compaction scheduler that cut write stalls from minutes to milliseconds",
                "Represented the company in the storage working group of its industry association"]),
            dict(company="Deccan Data Labs", title="Senior Software Engineer", place="Hyderabad", start="2011-04", end="2015-06", did=[
                "Built the columnar export used by every analytics customer",
                "Reduced memory use of the query planner by half"]),
            dict(company="Marina Softworks", title="Software Engineer", place="Chennai", start="2008-08", end="2011-03", did=[
                "Maintained the billing system for a regional telephone company",
                "Replaced nightly batch files by a message queue"]),
            dict(company="Adyar Institute of Computing", title="Research Assistant", place="Chennai", start="2007-06", end="2008-07", did=[
                "Studied page replacement for flash memory and published two workshop papers",
                "Supervised the laboratory course on operating systems"]),
        ],
        education=[
            dict(school="Indian Institute of Science", study="M.Tech", area="Computer Science", start="2005", end="2007"),
            dict(school="Anna University", study="B.E.", area="Electronics and Communication", start="2001", end="2005")],
        skills=["C++", "Rust", "Distributed Systems", "TLA+", "Linux", "Performance Engineering", "Technical Leadership"],
        languages=[("English", "fluent"), ("Tamil", "native"), ("Kannada", "conversational")],
    ),
    dict(
        file="ewan-macgillivray.pdf", template="spaced", lang="en", dates="long", modified="2025-10-30",
        name="Ewan MacGillivray", label="Furniture Maker", email="ewan@macgillivray.example.com", phone="+44 1632 960173",
        city="Inverness", place="Inverness",
        summary="Cabinet maker and restorer. Hand tools where they matter, machines where they help.",
        work=[
            dict(company="Ness Joinery", title="Workshop Lead", place="Inverness", start="2018-05", did=[
                "Run a workshop of five and its order book",
                "Fitted the reading room of a public library"]),
            dict(company="Black Isle Restorations", title="Cabinet Maker", place="Cromarty", start="2011-09", end="2018-04", did=[
                "Restored Georgian chests, chairs and long-case clocks"]),
        ],
        education=[dict(school="Moray College", study="Diploma", area="Furniture Craftsmanship", start="2009", end="2011")],
        skills=["Cabinet Making", "French Polishing", "Veneering", "Estimating", "AutoCAD"],
    ),
    dict(
        file="giulia-ferrantini.docx", template="plain", lang="it", dates="long", modified="2025-10-11",
        name="Giulia Ferrantini", label="Architetta", email="giulia.ferrantini@example.com", phone="+39 347 555 0126",
        city="Bologna", place="Bologna", url="https://ferrantini.example.com",
        summary="Architetta specializzata nel recupero di edifici industriali e nella progettazione partecipata.",
        work=[
            dict(company="Studio Reno Architetti", title="Architetta associata", place="Bologna", start="2018-09", did=[
                "Direzione lavori per il recupero di un'ex cartiera",
                "Coordinamento di un gruppo di cinque progettisti"]),
            dict(company="Cooperativa Edile Savena", title="Progettista", place="Imola", start="2014-02", end="2018-08", did=[
                "Progetti esecutivi per edilizia scolastica"]),
        ],
        education=[dict(school="Università di Bologna", study="Laurea magistrale", area="Architettura", start="2007", end="2013")],
        skills=["AutoCAD", "Revit", "Computi metrici", "Sicurezza di cantiere"],
        languages=[("Italiano", "madrelingua"), ("Inglese", "B2")],
    ),
    dict(
        file="rafael-monteiro-duarte.docx", template="table", lang="pt", dates="slash", modified="2026-01-25", joint="em",
        name="Rafael Monteiro Duarte", label="Engenheiro de produção", email="rafael.duarte@example.org", phone="+55 31 95555-0139",
        city="Belo Horizonte", place="Belo Horizonte, MG", profiles=[("LinkedIn", "https://www.linkedin.com/in/rafael-monteiro-duarte")],
        summary="Engenheiro de produção com foco em manufatura enxuta e manutenção preditiva.",
        work=[
            dict(company="Metalúrgica Serra Azul Ltda", title="Engenheiro de produção", place="Contagem", start="2019-02", did=[
                "Redução de 22% no tempo de preparação das prensas",
                "Implantação de manutenção preditiva em três linhas"]),
            dict(company="Laticínios Vale Verde", title="Analista de processos", place="Sete Lagoas", start="2015-08", end="2019-01", did=[
                "Mapeamento de processos e indicadores de perda"]),
        ],
        education=[dict(school="Universidade Federal de Minas Gerais", study="Bacharelado", area="Engenharia de Produção", start="2010", end="2015")],
        skills=["Lean Manufacturing", "Six Sigma", "Minitab", "Gestão de projetos"],
        languages=[("Português", "nativo"), ("Inglês", "avançado")],
        certificates=[("Green Belt Six Sigma", "2017")],
    ),
    dict(
        file="sanne-van-der-molen.docx", template="header", lang="nl", dates="long", modified="2025-08-29", joint=",",
        name="Sanne van der Molen", label="Beleidsadviseur mobiliteit", email="sanne.vandermolen@example.com", phone="+31 6 5555 0118",
        city="Utrecht", place="Utrecht",
        summary="Beleidsadviseur die fietsers, bussen en begrotingen bij elkaar brengt.",
        work=[
            dict(company="Gemeente Vechtstad", title="Beleidsadviseur mobiliteit", place="Utrecht", start="2020-10", did=[
                "Opgesteld: het fietsplan tot 2030, in één keer aangenomen door de raad",
                "Overleg met vervoerders en zeven buurgemeenten"]),
            dict(company="Adviesbureau Lek en Linge B.V.", title="Verkeerskundige", place="Arnhem", start="2016-03", end="2020-09", did=[
                "Verkeersmodellen voor middelgrote steden"]),
        ],
        education=[dict(school="Universiteit Twente", study="Master", area="Civiele Techniek", start="2013", end="2015")],
        skills=["Verkeersmodellen", "Projectmanagement", "QGIS", "Subsidieaanvragen"],
        languages=[("Nederlands", "moedertaal"), ("Engels", "vloeiend"), ("Duits", "goed")],
    ),
    dict(
        file="hannah-whitcombe.docx", template="text-box", lang="en", dates="long", modified="2026-02-27",
        headings=dict(summary="About Me", work="Employment History", skills="Key Skills"),
        name="Hannah Whitcombe", label="Chartered Accountant", email="hannah.whitcombe@example.org", phone="020 7946 0155",
        city="Bristol", place="Bristol", profiles=[("LinkedIn", "https://www.linkedin.com/in/hannah-whitcombe-aca")],
        summary="Chartered accountant with a background in charities and a liking for plain reports.",
        work=[
            dict(company="Severn Trust for Housing", title="Head of Finance", place="Bristol", start="2020-11", did=[
                "Closed the year-end in nine days instead of twenty-six",
                "Brought grant reporting for forty funders into one system"]),
            dict(company="Clifton & Marsh LLP", title="Audit Senior", place="Bath", start="2015-09", end="2020-10", did=[
                "Led audits of charities and academy trusts"]),
        ],
        education=[dict(school="University of Exeter", study="BA", area="Economics", start="2012", end="2015")],
        skills=["Financial Reporting", "Charity SORP", "Budgeting", "Xero", "Stakeholder Management"],
        certificates=[("ACA", "2018")],
    ),
    dict(
        file="kwame-asante-boadu.txt", template="txt", lang="en", dates="short", modified=None,
        name="Kwame Asante-Boadu", label="Agronomist", email="kwame.asante@example.com", phone="+233 24 555 0193",
        city="Kumasi", place="Kumasi, Ghana",
        summary="Field agronomist working with cocoa cooperatives on soil health and fair grading.",
        work=[
            dict(company="Ashanti Cocoa Cooperative Union", title="Lead Agronomist", place="Kumasi", start="2019-01", did=[
                "Trained 900 farmers in pruning and composting",
                "Set up soil sampling in 42 villages"]),
            dict(company="Volta Seeds", title="Extension Officer", place="Ho", start="2015-10", end="2018-12", did=[
                "Ran demonstration plots for maize and cowpea"]),
        ],
        education=[dict(school="University of Ghana", study="BSc", area="Agriculture", start="2011", end="2015")],
        skills=["Soil Science", "Farmer Training", "GIS", "Data Collection"],
        languages=[("English", "fluent"), ("Twi", "native")],
    ),
    dict(
        file="lars-engstrom.md", template="md", lang="en", dates="long", modified=None,
        name="Lars Engström", label="Backend Developer", email="lars.engstrom@example.org", phone="+46 70 174 0622",
        city="Uppsala", place="Uppsala, Sweden", profiles=[("GitHub", "https://github.com/lars-engstrom-example")],
        summary="Backend developer with a weakness for old databases and short functions.",
        work=[
            dict(company="Fyris Software AB", title="Backend Developer", place="Uppsala", start="2020-02", did=[
                "Rewrote the booking engine in Swift and cut its servers from eight to two",
                "Keeps a test suite of 6,000 cases under four minutes"]),
            dict(company="Norrtull Media", title="Web Developer", place="Stockholm", start="2016-08", end="2020-01", did=[
                "Built the subscription pages of a daily newspaper"]),
        ],
        education=[dict(school="Uppsala University", study="BSc", area="Information Systems", start="2013", end="2016")],
        skills=["Swift", "PostgreSQL", "Docker", "REST APIs"],
        languages=[("Swedish", "native"), ("English", "fluent")],
    ),
]
