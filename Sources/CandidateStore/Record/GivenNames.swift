/// Given names and the short forms that people use for them, in the major languages of resumes; folded. Names that differ by gender (Paul, Paula) are two.
enum GivenNames {
  /// The names that one may stand for, itself among them.
  static func longForms(_ name: String) -> Set<String> {
    var forms = formsOf[name] ?? []
    forms.insert(name)
    return forms
  }

  static func isKnown(_ name: String) -> Bool { formsOf[name] != nil }

  /// One spelling for "jörg", "joerg" and "jorg", once folded: without the `e` of a written-out umlaut.
  static func plainSpelling(_ name: String) -> String {
    var plain: [UInt8] = []
    for byte in name.utf8 {
      let isAfterVowel = plain.last.map { [UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "u")].contains($0) }
      if byte == UInt8(ascii: "e"), isAfterVowel == true { continue }
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static let formsOf: [String: Set<String>] = {
    var forms: [String: Set<String>] = [:]
    for line in table {
      let names = line.split(separator: " ").map { plainSpelling(String($0)) }
      for name in names { forms[name, default: []].insert(names[0]) }
    }
    return forms
  }()

  /// A name and its variants a line: two names are one person's where they share a line.
  private static let table = [
    // English
    "robert rob bob bobby robbie bert", "william will bill billy willy liam", "richard rick dick rich ricky",
    "elizabeth liz lizzie beth betty eliza lisa elisabeth", "margaret maggie meg peggy greta marge",
    "katherine kate kathy katie kathryn catherine cathy", "james jim jimmy jamie", "john johnny jack jon",
    "jonathan jon johnny nathan", "michael mike mick mikey mickey", "thomas tom tommy", "charles charlie chuck chas",
    "edward ed eddie ted ned", "theodore ted theo teddy", "anthony tony", "andrew andy drew", "daniel dan danny",
    "david dave davey", "joseph joe joey", "christopher chris kit", "christine chris chrissie tina christina",
    "stephen steve stevie steven", "matthew matt", "benjamin ben benny", "samuel sam sammy", "samantha sam sammy",
    "alexander alex al sandy sasha xander", "alexandra alex sandra sandy lexi", "nicholas nick nicky",
    "patrick pat paddy",
    "patricia pat patty trish tricia", "susan sue susie suzanne", "deborah debbie deb", "jennifer jen jenny",
    "jessica jess jessie", "rebecca becky becca", "victoria vicky tori", "timothy tim timmy", "gregory greg",
    "jeffrey jeff geoffrey geoff", "kenneth ken kenny", "ronald ron ronnie", "donald don donnie",
    "lawrence larry laurie",
    "raymond ray", "frederick fred freddy", "henry harry hank", "harold harry hal", "albert al bert",
    "alfred alf fred al",
    "philip phil phillip", "peter pete", "gerald gerry jerry", "jerome jerry", "zachary zach zack", "joshua josh",
    "jacob jake", "nathaniel nathan nate", "gabriel gabe", "gabrielle gabby", "abigail abby", "amanda mandy",
    "barbara barb babs", "cynthia cindy", "dorothy dot dottie", "eleanor ellie nell nora", "emily em emmy",
    "florence flo", "frances fran", "francis frank", "jacqueline jackie", "judith judy", "kimberly kim",
    "madeline maddie", "pamela pam", "rachel rach", "sandra sandy", "sarah sally sara", "theresa terry tess teresa",
    "valerie val", "vincent vince vinny", "walter walt wally", "leonard leo len lenny",
    // German
    "josef sepp joseph beppo", "johannes hans hannes jo", "johann hans", "maximilian max maxi", "friedrich fritz fred",
    "heinrich heinz heiner", "wilhelm willi willy", "georg jorg schorsch george", "ludwig lutz wiggerl",
    "franz franzl", "matthias matze hias", "michael michi", "sebastian basti wastl", "stefan steffen stephan",
    "christian chris", "klaus nikolaus claus", "ulrich uli", "ulrike uli", "karl carl kalle charles",
    "katharina kathi kati katja", "elisabeth lisl sissi else elsa liesel", "margarete grete gretel gretchen",
    "magdalena leni lena", "helene leni lena", "susanne susi", "gabriele gabi", "barbara barbel babsi",
    "johanna hanna hanni", "christina tina christine", "angelika geli", "andreas andi", "jurgen jorgen", "tobias tobi",
    // Spanish and Portuguese
    "jose pepe pepito ze", "francisco paco pancho kiko chico curro frank", "ignacio nacho", "enrique quique kike",
    "manuel manolo manu lolo", "dolores lola", "guadalupe lupe", "guillermo memo guille", "eduardo edu lalo",
    "jesus chus chuy", "rafael rafa", "alejandro alex jandro", "alejandra alex", "antonio toni tono antonio",
    "roberto beto rob", "alberto beto", "fernando nando fer", "gonzalo gonza", "santiago santi", "sergio checho",
    "maria mari", "mariadolores lola", "mercedes merche", "concepcion concha conchi", "rosario charo",
    "consuelo chelo", "isabel isa chabela", "teresa tere", "montserrat montse", "pilar pili", "luis lucho",
    "joao jo", "joaquim quim joaquin", "vicente chente",
    // French
    "alexandre alex", "christophe chris", "frederic fred", "philippe phil", "stephane steph", "stephanie steph",
    "dominique dom", "nathalie nath", "veronique vero", "benjamin benji", "sebastien seb", "nicolas nico",
    "mathieu mat matthieu", "emmanuel manu", "emmanuelle manu", "valerie val", "catherine cathy", "isabelle isa",
    "laurent lolo", "gerard gege", "thibault thibaut", "jeanpierre jp", "jeanpaul jp",
    // Italian
    "giuseppe peppe beppe pino", "giovanni gianni nanni", "francesco franco checco", "francesca franca",
    "antonio tonino nino", "salvatore toto turi", "luigi gigi", "alessandro ale sandro", "alessandra ale sandra",
    "domenico mimmo", "vincenzo enzo", "lorenzo enzo renzo", "roberto robi", "elisabetta betta elisa",
    "giuseppina pina",
    "caterina rina", "michele lele", "raffaele lele",
    // Polish, Czech, Slovak
    "katarzyna kasia kaska", "malgorzata gosia malgosia", "joanna asia", "agnieszka aga", "aleksandra ola",
    "aleksander olek alek", "barbara basia", "magdalena magda", "krzysztof krzysiek", "tomasz tomek",
    "andrzej andrzejek",
    "stanislaw staszek", "wojciech wojtek", "jakub kuba", "michal michalek", "grzegorz grzesiek", "piotr piotrek",
    "pawel pawelek", "marcin marcinek", "anna ania anka hanka", "zofia zosia", "ewa ewka", "elzbieta ela",
    "dorota dorotka", "jan janek jasiek honza", "jozef jozek pepa", "vaclav vasek", "frantisek franta", "jiri jirka",
    "katerina katka", "jana janka", "lukasz lukasz", "mateusz mati",
    // Russian and Ukrainian, in the Latin alphabet
    "aleksandr sasha sanya alexander oleksandr", "alexandra sasha aleksandra", "dmitry dima dmitri dmytro mitya",
    "mikhail misha mykhailo", "vladimir vova volodya volodymyr", "ivan vanya", "nikolai kolya mykola",
    "sergei seryozha serhii sergey",
    "alexei alyosha lyosha oleksii alexey aleksei", "yekaterina katya ekaterina kateryna", "anastasia nastya",
    "maria masha mariia",
    "natalia natasha nataliia", "tatiana tanya tetiana", "elena lena olena", "yulia yuliya julia",
    "svetlana sveta svitlana",
    "pavel pasha pavlo", "yuri yura yurii", "konstantin kostya", "yevgeny zhenya evgeny yevhen", "anna anya",
    // Hungarian, Romanian, Nordic, Dutch, Turkish
    "laszlo laci", "istvan pista", "janos jancsi", "jozsef joska", "ferenc feri", "gyorgy gyuri", "sandor sanyi",
    "erzsebet zsoka bozsi erzsi", "katalin kati", "ilona ica", "eva evi", "zsuzsanna zsuzsa", "agnes agi",
    "gheorghe gigi",
    "alexandru alex sandu", "nils nisse", "lars lasse", "johan jocke", "joakim jocke", "kristian kris",
    "kristina stina",
    "margareta greta", "hendrik henk rik", "johannes jan johan", "jacobus koos jaap", "cornelis kees cor",
    "willem wim pim", "antonius ton toon", "mehmet memo", "mustafa musti", "fatma fatos", "ibrahim ibo",
    // Arabic, Hebrew, Indian
    "muhammad mohamed mohammed mohammad muhammed mo", "abdullah abdallah", "yusuf yousef youssef",
    "rajesh raj", "rajendra raj", "lakshmi laxmi", "krishnan krishna kris", "venkatesh venkat venky",
    "subramaniam subbu mani",
    "yitzhak isaac itzik", "avraham avi abraham", "yosef yossi",
  ]
}
