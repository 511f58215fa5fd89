"""Names and codes of regions, and short names of countries, that people write in addresses; by ISO 3166-1 code.

REGIONS: GeoNames' English name first, then others. CODES: code to GeoNames' English name.
"""

CODES = {
    "US": {
        "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut",
        "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
        "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
        "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
        "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
        "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
        "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
        "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    },
    "CA": {
        "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick", "NL": "Newfoundland and Labrador",
        "NS": "Nova Scotia", "NT": "Northwest Territories", "NU": "Nunavut", "ON": "Ontario", "PE": "Prince Edward Island", "PEI": "Prince Edward Island",
        "QC": "Quebec", "PQ": "Quebec", "SK": "Saskatchewan", "YT": "Yukon",
    },
    "AU": {
        "NSW": "New South Wales", "VIC": "Victoria", "QLD": "Queensland", "WA": "Western Australia", "SA": "South Australia",
        "TAS": "Tasmania", "ACT": "Australian Capital Territory", "NT": "Northern Territory",
    },
    "BR": {
        "AC": "Acre", "AL": "Alagoas", "AP": "Amapá", "AM": "Amazonas", "BA": "Bahia", "CE": "Ceará", "DF": "Federal District",
        "ES": "Espírito Santo", "GO": "Goiás", "MA": "Maranhão", "MT": "Mato Grosso", "MS": "Mato Grosso do Sul", "MG": "Minas Gerais",
        "PA": "Pará", "PB": "Paraíba", "PR": "Paraná", "PE": "Pernambuco", "PI": "Piauí", "RJ": "Rio de Janeiro",
        "RN": "Rio Grande do Norte", "RS": "Rio Grande do Sul", "RO": "Rondônia", "RR": "Roraima", "SC": "Santa Catarina",
        "SP": "São Paulo", "SE": "Sergipe", "TO": "Tocantins",
    },
    "IN": {
        "AP": "Andhra Pradesh", "AS": "Assam", "BR": "Bihar", "CG": "Chhattisgarh", "GJ": "Gujarat", "HR": "Haryana", "HP": "Himachal Pradesh",
        "JH": "Jharkhand", "KA": "Karnataka", "KL": "Kerala", "MP": "Madhya Pradesh", "MH": "Maharashtra", "OD": "Odisha", "PB": "Punjab",
        "RJ": "Rajasthan", "TN": "Tamil Nadu", "TS": "Telangana", "TG": "Telangana", "UP": "Uttar Pradesh", "UK": "Uttarakhand", "WB": "West Bengal",
    },
    "MX": {
        "CDMX": "Mexico City", "DF": "Mexico City", "NL": "Nuevo León", "JAL": "Jalisco", "QRO": "Querétaro", "GTO": "Guanajuato",
        "PUE": "Puebla", "VER": "Veracruz", "EDOMEX": "México", "BC": "Baja California", "SLP": "San Luis Potosí",
    },
    "CH": {code: name for code, name in [
        ("ZH", "Zurich"), ("BE", "Bern"), ("LU", "Lucerne"), ("UR", "Uri"), ("SZ", "Schwyz"), ("OW", "Obwalden"), ("NW", "Nidwalden"),
        ("GL", "Glarus"), ("ZG", "Zug"), ("FR", "Fribourg"), ("SO", "Solothurn"), ("BS", "Basel-City"), ("BL", "Basel-Landschaft"),
        ("SH", "Schaffhausen"), ("AR", "Appenzell Ausserrhoden"), ("AI", "Appenzell Innerrhoden"), ("SG", "Saint Gallen"), ("GR", "Grisons"),
        ("AG", "Aargau"), ("TG", "Thurgau"), ("TI", "Ticino"), ("VD", "Vaud"), ("VS", "Valais"), ("NE", "Neuchâtel"), ("GE", "Geneva"), ("JU", "Jura")]},
    "DE": {
        "NRW": "North Rhine-Westphalia", "BW": "Baden-Wurttemberg", "BY": "Bavaria", "RLP": "Rheinland-Pfalz", "NDS": "Lower Saxony",
        "SH": "Schleswig-Holstein", "MV": "Mecklenburg-Vorpommern", "HE": "Hesse", "BB": "Brandenburg",
    },
    "AT": {"NÖ": "Lower Austria", "OÖ": "Upper Austria"},
    "IT": dict.fromkeys(
        "AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU "
        "MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV "
        "UD VA VB VC VE VI VR VT VV".split(), ""),
}

REGIONS = {
    "US": [("District of Columbia", "Washington DC", "Washington D.C."), ("Puerto Rico",),
           ("California", "Calif.", "Bay Area", "San Francisco Bay Area", "Silicon Valley"), ("Massachusetts", "Mass."), ("New York", "NYC Metro", "Greater New York City Area")],
    "CA": [("Quebec", "Québec"), ("British Columbia", "Colombie-Britannique"), ("Ontario", "Greater Toronto Area", "GTA")],
    "DE": [
        ("Bavaria", "Bayern", "Bavière", "Baviera", "Beieren", "Bawaria"), ("Baden-Wurttemberg", "Baden-Württemberg"),
        ("North Rhine-Westphalia", "Nordrhein-Westfalen"), ("Lower Saxony", "Niedersachsen"), ("Hesse", "Hessen"), ("Saxony", "Sachsen"),
        ("Rheinland-Pfalz", "Rhineland-Palatinate"), ("Thuringia", "Thüringen"), ("Saxony-Anhalt", "Sachsen-Anhalt"),
        ("Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania"), ("Brandenburg",), ("Saarland",), ("Schleswig-Holstein",)],
    "AT": [("Styria", "Steiermark"), ("Tyrol", "Tirol"), ("Carinthia", "Kärnten"), ("Lower Austria", "Niederösterreich"), ("Upper Austria", "Oberösterreich"),
           ("Vorarlberg",), ("Burgenland",), ("Salzburg", "Salzburger Land")],
    "CH": [("Zurich", "Kanton Zürich"), ("Grisons", "Graubünden"), ("Ticino", "Tessin"), ("Valais", "Wallis"), ("Vaud", "Waadt"), ("Lucerne", "Kanton Luzern")],
    "FR": [("Normandy", "Normandie"), ("Brittany", "Bretagne"), ("Corsica", "Corse"), ("Centre", "Centre-Val de Loire"), ("Île-de-France", "Région parisienne"),
           ("Provence-Alpes-Côte d'Azur", "PACA", "Provence"), ("Auvergne-Rhône-Alpes", "Rhône-Alpes", "Rhône", "Isère", "Savoie", "Haute-Savoie"), ("Hauts-de-France", "Nord-Pas-de-Calais", "Picardie"),
           ("Grand Est", "Alsace", "Lorraine"), ("Nouvelle-Aquitaine", "Aquitaine"), ("Occitanie", "Languedoc-Roussillon", "Midi-Pyrénées"), ("Pays de la Loire",)],
    "ES": [("Andalusia", "Andalucía"), ("Catalonia", "Cataluña", "Catalunya"), ("Madrid", "Comunidad de Madrid"), ("Valencia", "Comunidad Valenciana", "Comunitat Valenciana"),
           ("Basque Country", "País Vasco", "Euskadi"), ("Castille and León", "Castilla y León"), ("Castille-La Mancha", "Castilla-La Mancha"), ("Aragon", "Aragón"),
           ("Navarre", "Navarra"), ("Canary Islands", "Islas Canarias", "Canarias"), ("Balearic Islands", "Islas Baleares", "Illes Balears"), ("Galicia",), ("Asturias", "Principado de Asturias"),
           ("Cantabria",), ("Extremadura",), ("Murcia", "Región de Murcia"), ("La Rioja",)],
    "IT": [("Lombardy", "Lombardia"), ("Tuscany", "Toscana"), ("Piedmont", "Piemonte"), ("Sicily", "Sicilia"), ("Sardinia", "Sardegna"), ("Apulia", "Puglia"),
           ("The Marches", "Marche"), ("Aosta Valley", "Valle d'Aosta"), ("Trentino-Alto Adige", "Alto Adige", "Südtirol", "Trentino"), ("Friuli Venezia Giulia", "Friuli")],
    "NL": [("North Holland", "Noord-Holland"), ("South Holland", "Zuid-Holland"), ("North Brabant", "Noord-Brabant", "Brabant"), ("Randstad",)],
    "BE": [("Flanders", "Vlaanderen", "Flandre", "Oost-Vlaanderen", "West-Vlaanderen", "Vlaams-Brabant"), ("Wallonia", "Wallonie"), ("Brussels Capital", "Bruxelles-Capitale", "Brussels Hoofdstedelijk Gewest")],
    "PL": [
        ("Mazovia", "Mazowieckie", "województwo mazowieckie", "woj. mazowieckie"), ("Lesser Poland", "Małopolskie", "woj. małopolskie"),
        ("Silesia", "Śląskie", "woj. śląskie"), ("Lower Silesia", "Dolnośląskie", "woj. dolnośląskie"), ("Greater Poland", "Wielkopolskie", "woj. wielkopolskie"),
        ("Pomerania", "Pomorskie", "woj. pomorskie"), ("Łódź Voivodeship", "Łódzkie", "woj. łódzkie"), ("Subcarpathia", "Podkarpackie"), ("Lublin", "Lubelskie"),
        ("Podlasie", "Podlaskie"), ("West Pomerania", "Zachodniopomorskie"), ("Warmia-Masuria", "Warmińsko-Mazurskie"), ("Lubusz", "Lubuskie"), ("Opole Voivodeship", "Opolskie")],
    "PT": [("Lisbon", "Distrito de Lisboa"), ("Porto", "Distrito do Porto"), ("Azores", "Açores"), ("Madeira",), ("Algarve",)],
    "BR": [("Federal District", "Distrito Federal")],
    "GB": [
        ("England", "Greater London", "West Midlands", "Greater Manchester", "West Yorkshire", "South Yorkshire", "North Yorkshire", "East Yorkshire", "Yorkshire",
         "Merseyside", "Tyne and Wear", "Berkshire", "Buckinghamshire", "Cambridgeshire", "Cheshire", "Cornwall", "Cumbria", "Derbyshire", "Devon", "Dorset",
         "East Sussex", "West Sussex", "Sussex", "Essex", "Gloucestershire", "Hampshire", "Herefordshire", "Hertfordshire", "Kent", "Lancashire", "Leicestershire",
         "Lincolnshire", "Middlesex", "Norfolk", "Northamptonshire", "Northumberland", "Nottinghamshire", "Oxfordshire", "Rutland", "Shropshire", "Somerset",
         "Staffordshire", "Suffolk", "Surrey", "Warwickshire", "Wiltshire", "Worcestershire", "County Durham", "Bedfordshire"),
        ("Scotland", "Aberdeenshire", "Lanarkshire", "Fife", "Scottish Highlands"), ("Wales", "Gwynedd", "Glamorgan"), ("Northern Ireland", "County Antrim", "County Down")],
    "IE": [("Leinster", "County Dublin", "Co. Dublin", "County Kildare", "County Meath", "County Wicklow"), ("Munster", "County Cork", "Co. Cork", "County Kerry", "County Limerick"),
           ("Connaught", "County Galway", "Co. Galway", "County Mayo")],
    "SE": [("Skåne", "Skåne län"), ("Västra Götaland", "Västra Götalands län"), ("Stockholm", "Stockholms län"), ("Uppsala", "Uppsala län")],
    "DK": [("Capital Region", "Region Hovedstaden", "Hovedstaden"), ("Central Jutland", "Midtjylland"), ("South Denmark", "Syddanmark"), ("North Denmark", "Nordjylland"), ("Zealand", "Sjælland")],
    "NO": [("Viken",), ("Vestland",), ("Trøndelag",), ("Rogaland",), ("Akershus",)],
    "IN": [("Delhi", "Delhi NCR", "NCR", "New Delhi NCR"), ("Odisha", "Orissa"), ("Puducherry", "Pondicherry")],
    "MX": [("Mexico City", "Ciudad de México"), ("México", "Estado de México"), ("Nuevo León",)],
    "CN": [("Guangdong", "广东", "广东省"), ("Zhejiang", "浙江", "浙江省"), ("Jiangsu", "江苏", "江苏省")],
}

COUNTRIES = {
    "US": ["USA", "U.S.A.", "US", "U.S.", "United States of America", "EE. UU.", "EE.UU.", "EUA", "E.U.A.", "États-Unis d'Amérique", "Vereinigte Staaten von Amerika", "США"],
    "GB": ["UK", "U.K.", "GB", "GBR", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien", "Grossbritannien", "Grande-Bretagne", "Gran Bretaña",
           "Grã-Bretanha", "Gran Bretagna", "Inghilterra", "Inglaterra", "Angleterre", "Schottland", "Groot-Brittannië", "Storbritannien", "Storbritannia", "Wielka Brytania", "Anglia", "Reino Unido", "Royaume-Uni", "Regno Unito"],
    "IE": ["Republic of Ireland", "Irland", "Éire"],
    "DE": ["BRD", "GER", "Federal Republic of Germany", "Bundesrepublik Deutschland", "República Federal da Alemanha"],
    "NL": ["The Netherlands", "Netherlands", "Holland", "Nederland", "NED", "Niederlande", "Hollande", "Holanda", "Olanda"],
    "AE": ["UAE", "U.A.E.", "United Arab Emirates", "VAE", "EAU"],
    "CZ": ["Czech Republic", "Tschechische Republik", "République tchèque", "República Checa", "Česká republika", "Česko", "Repubblica Ceca", "Republika Czeska", "Tschechien"],
    "CH": ["SUI", "Switzerland", "Schweiz", "Suisse", "Svizzera"], "AT": ["AUT", "Österreich"], "FR": ["FRA"], "IT": ["ITA"], "ES": ["ESP"], "PT": ["PRT"], "PL": ["POL"],
    "TR": ["Turkey", "Türkei", "Turquie", "Turquía", "Turquia", "Turchia", "Turkije", "Turkiet"], "CN": ["PRC", "P.R. China", "PR China", "People's Republic of China", "中国", "中國"],
    "HK": ["Hong Kong", "Hongkong", "Hong Kong SAR"], "KR": ["South Korea", "Republic of Korea", "Südkorea", "Korea"], "RU": ["Russian Federation", "Российская Федерация"],
    "NZ": ["NZ", "Aotearoa"], "ZA": ["RSA", "South Africa"], "IN": ["IND", "Bharat"], "TW": ["Taiwan", "Taiwan R.O.C.", "ROC"], "VN": ["Viet Nam", "Vietnam"],
    "MK": ["Macedonia", "North Macedonia"], "BY": ["Belarus", "Belorussia"], "CI": ["Ivory Coast", "Côte d'Ivoire"], "IR": ["Iran", "Islamic Republic of Iran"], "SY": ["Syria"],
    "SK": ["Slovak Republic", "Slowakische Republik"], "MD": ["Moldova"], "BA": ["Bosnia", "Bosnia and Herzegovina", "Bosnien"], "SA": ["KSA", "Saudi Arabia"], "PH": ["The Philippines"],
}
