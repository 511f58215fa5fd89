"""The people of Fixtures/templates, as invented as those of Fixtures/resumes."""

PEOPLE = [
    dict(
        file="awesome-cv.pdf", template="awesome", lang="en", dates="short", modified="2026-01-12",
        name="Marisol Quintanilla", label="Platform Engineer", email="marisol.quintanilla@example.com", phone="(+1) 415-555-0163",
        city="Oakland", place="42 Larkspur Lane, Oakland, CA 94610",
        profiles=[("GitHub", "https://github.com/mquintanilla-example"), ("LinkedIn", "https://www.linkedin.com/in/marisol-quintanilla-example")],
        summary="Platform engineer with ten years of build systems, release tooling and the patience that both demand. Happiest where "
                "forty teams share one pipeline and none of them has to think about it.",
        work=[
            dict(company="Harrow & Pine Software, Inc.", title="Platform Engineer", place="San Francisco, CA", start="2021-04", did=[
                "Cut the median build of a 3,000-package monorepo from 41 to 9 minutes by caching what compilers already knew",
                "Moved 220 services to signed, reproducible releases without a freeze"]),
            dict(company="Cobalt Ferry", title="Senior Build Engineer", place="Oakland, CA", start="2018-01", end="2021-03", did=[
                "Ran the release train of a mobile application with two million users",
                "Replaced nightly jobs by checks that finish before lunch"]),
            dict(company="Tidewater Analytics LLC", title="Software Engineer", place="Sacramento, CA", start="2015-07", end="2017-12", did=[
                "Wrote the importer that reads 40 formats of meter readings"]),
        ],
        education=[dict(school="San José State University", place="San José, CA", study="B.S.", area="Computer Engineering", start="2011-08", end="2015-05")],
        groups=[("DevOps", ["Bazel", "Docker", "Kubernetes", "Terraform"]), ("Programming", ["Go", "Python", "Rust"]), ("Back-end", ["PostgreSQL", "Redis"])],
    ),
    dict(
        file="deedy.pdf", template="deedy", lang="en", dates="short", modified="2026-03-05",
        name="Anton Virtanen-Cole", label="", email="anton@example.org", phone="607.555.0144", city="", place="",
        profiles=[("GitHub", "https://github.com/avirtanencole"), ("LinkedIn", "https://www.linkedin.com/in/avirtanencole")],
        work=[
            dict(company="Lanternfish", title="Software Engineer", place="New York, NY", start="2023-06", did=[
                "Built the simulator that replays a day of orders in four minutes",
                "Wrote the allocator behind it, and its tests"]),
            dict(company="Cayuga Robotics", title="Research Assistant", place="Ithaca, NY", start="2021-09", end="2023-05", did=[
                "Calibrated cameras on a fleet of eleven greenhouse robots"]),
            dict(company="Brook & Harding", title="Software Engineering Intern", place="Boston, MA", start="2021-05", end="2021-08", did=[
                "Added incremental search to the case archive"]),
        ],
        education=[
            dict(school="Cornell University", place="Ithaca, NY", study="MEng", area="Computer Science", end="2023-05"),
            dict(school="Reed College", place="Portland, OR", study="BA", area="Mathematics", end="2021-05")],
        groups=[("Programming", ["C++", "Python", "Rust", "OCaml"]), ("Technology", ["Git", "ROS", "Linux"])],
    ),
    dict(
        file="moderncv-classic.pdf", template="modern", lang="de", dates="slash", modified="2025-10-30",
        name="Henrike Maas", label="Verfahrenstechnikerin", email="henrike.maas@example.org", phone="+49 30 23125 014",
        city="Bremen", place="Am Wall 7, 28195 Bremen", profiles=[("LinkedIn", "https://www.linkedin.com/in/henrike-maas-example")],
        work=[
            dict(company="Weserkontor Brauanlagen GmbH", title="Projektingenieurin", place="Bremen", start="2019-02", did=[
                "Auslegung und Inbetriebnahme von elf Sudhäusern in vier Ländern",
                "Senkung des Wasserverbrauchs um ein Viertel durch geschlossene Kühlkreise"]),
            dict(company="Nordhafen Chemie AG", title="Verfahrensingenieurin", place="Hamburg", start="2015-08", end="2019-01", did=[
                "Betreuung der Destillation mit sechs Kolonnen im Schichtbetrieb"]),
            dict(company="Fraunhofer-Institut für Holzforschung", title="Werkstudentin", place="Braunschweig", start="2013-10", end="2015-07", did=[
                "Messreihen zur Trocknung von Faserplatten"]),
        ],
        education=[
            dict(school="TU Braunschweig", place="Braunschweig", study="M.Sc.", area="Verfahrenstechnik", start="2013", end="2015"),
            dict(school="Hochschule Bremen", place="Bremen", study="B.Eng.", area="Maschinenbau", start="2010", end="2013")],
        groups=[("Software", ["Aspen Plus", "AutoCAD", "MATLAB"]), ("Fachlich", ["Destillation", "HAZOP", "Wärmeübertragung"])],
        languages=[("Deutsch", "Muttersprache"), ("Englisch", "verhandlungssicher"), ("Dänisch", "Grundkenntnisse")],
    ),
    dict(
        file="europass.pdf", template="europass", lang="en", dates="slash", modified="2025-12-01",
        name="Duarte Vasconcelos Prata", label="", email="duarte.prata@example.com", phone="(+351) 912550178",
        city="Coimbra", place="Rua das Azenhas 12, 3000-118 Coimbra, Portugal",
        summary="Conservation architect who measures twice and lets old walls decide the rest.",
        work=[
            dict(company="Atelier Mondego", title="Conservation Architect", place="Coimbra", start="2020-03", did=[
                "Led the restoration of two cloisters and a railway station",
                "Keeps the survey archive of sixty listed buildings"]),
            dict(company="Câmara Municipal de Aveiro", title="Junior Architect", place="Aveiro", start="2016-09", end="2020-02", did=[
                "Reviewed planning applications in the old town"]),
        ],
        education=[
            dict(school="Universidade do Porto", place="Porto", study="Master", area="Architecture", start="2014-09", end="2016-07"),
            dict(school="Universidade de Coimbra", place="Coimbra", study="Bachelor", area="Architecture", start="2011-09", end="2014-07")],
        skills=["AutoCAD", "Photogrammetry", "Lime Mortars", "Revit", "Site Supervision"],
        languages=[("Portuguese", None), ("English", "C1"), ("Italian", "B2")],
    ),
    dict(
        file="linkedin-export.pdf", template="linkedin", lang="en", dates="long", modified="2026-02-10",
        name="Thandeka Mokoena", label="Supply Chain Director | Cold Chain | Pharma", email="thandeka.mokoena@example.com", phone="+27 21 555 0119",
        city="Cape Town", place="Cape Town, Western Cape, South Africa", profiles=[("LinkedIn", "https://www.linkedin.com/in/thandeka-mokoena-example")],
        summary="I keep vaccines cold from the factory to the last clinic. Fourteen years in cold chain, six of them in charge of "
                "everything between a quay in Durban and a fridge in Upington.",
        work=[
            dict(company="Protea Biologics", title="Supply Chain Director", place="Cape Town Area, South Africa", start="2021-05", did=[
                "Responsible for 64 people at five sites and for a temperature excursion rate below 0.2 percent."]),
            dict(company="Protea Biologics", title="Head of Distribution", place="Cape Town Area, South Africa", start="2018-02", end="2021-04", did=[
                "Opened the second distribution centre and its validation laboratory."]),
            dict(company="Umgeni Freight", title="Logistics Manager", place="Durban", start="2014-09", end="2018-01", did=[
                "Managed inbound sea freight of 1,200 refrigerated containers a year."]),
            dict(company="Kloof Pharmacies", title="Logistics Coordinator", place="Pinetown", start="2011-03", end="2014-08", did=[]),
        ],
        education=[
            dict(school="University of KwaZulu-Natal", study="Bachelor of Commerce", area="Supply Chain Management", start="2008", end="2010"),
        ],
        skills=["Cold Chain", "Good Distribution Practice", "S&OP"], languages=[("isiZulu", "Native or Bilingual"), ("English", "Full Professional")],
        certificates=[("CSCP", None)],
    ),
    dict(
        file="google-docs-serif.pdf", template="docs", lang="en", dates="long", modified="2026-01-20",
        name="Ottilie Renner", label="Museum Educator", email="ottilie.renner@example.org", phone="(773) 555-0128", city="Chicago", place="Chicago, IL",
        work=[
            dict(company="Halsted Museum of Glass", title="Museum Educator", place="Chicago", start="2020-08", did=[
                "Designs and leads tours for nine thousand pupils a year, with a kiln that they may touch when it is cold.",
                "Trains the volunteers who stand beside it when it is not."]),
            dict(company="Prairie Science Center", title="Program Coordinator", place="Peoria", start="2017-01", end="2020-07", did=[
                "Ran the summer camps and wrote the handbook that runs them now."]),
            dict(company="Fox River Library", title="Youth Services Assistant", place="Aurora", start="2014-06", end="2016-12", did=[
                "Told stories on Saturdays, in two languages."]),
        ],
        education=[dict(school="Knox College", place="Galesburg", study="B.A.", area="Art History", start="2010-09", end="2014-05")],
        skills=["Curriculum Design", "Grant Writing", "Public Speaking", "Glassblowing"],
        languages=[("English", "native"), ("Spanish", "fluent")],
    ),
]

for person in PEOPLE:
    person.setdefault("summary", "")
    person.setdefault("skills", [skill for _, skills in person.get("groups", []) for skill in skills])
