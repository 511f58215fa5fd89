import Testing

@testable import CandidateStore

@Suite struct IdentityTests {
  @Test(arguments: [
    ("Anna Müller", "Peter Müller"), ("Ana García López", "Pedro García López"),
    ("Anna van der Berg", "Piet van der Berg"),
    ("Müller, Anna", "Peter Müller"), ("Ana García López", "Pedro García Ruiz"), ("Paul Weber", "Paula Weber"),
    ("J. Smith", "Mary Smith"), ("王小明", "王伟"), ("Nagy Eva", "Nagy Istvan"), ("Jan Kowalski", "Katarzyna Kowalska"),
    ("Dr. Maria Rossi", "Dr. Luigi Rossi"),
  ])
  func tellsTwoPeopleApart(_ a: String, _ b: String) {
    #expect(Identity.isConflict(a, b))
    #expect(Identity.isConflict(b, a))
  }

  @Test(arguments: [
    ("Anna Müller", "Anna Müller"), ("Anna Müller", "ANNA MUELLER"), ("Anna Müller", "Anna Schmidt"),
    ("Anna Müller", "Müller, Anna"), ("Müller Anna", "Anna Müller"), ("Anna Müller", "Anna-Maria Müller"),
    ("J. Smith", "John Smith"), ("John R. Smith", "J. Smith"), ("Bob Miller", "Robert Miller"),
    ("Bill Gray", "William Gray"),
    ("Liz Taylor", "Elizabeth Burton"), ("Sepp Huber", "Josef Huber"), ("Pepe Ruiz", "José Ruiz"),
    ("Kasia Nowak", "Katarzyna Nowak"), ("Jörg Haas", "Joerg Haas"), ("Smith", "John Smith"),
    ("Mary Ann Smith", "Ann Smith"),
    ("Jean-Pierre Roux", "Jeanpierre Roux"), ("Dr. Anna Müller, PhD", "Anna Müller"), ("Łukasz Żak", "Lukasz Zak"),
    ("", "Anna Müller"), ("Michael Braun", "Mike Braun"), ("José García López", "José García"),
    ("Иван Петров", "Ivan Petrov"),
  ])
  func raisesNoDoubt(_ a: String, _ b: String) {
    #expect(!Identity.isConflict(a, b))
    #expect(!Identity.isConflict(b, a))
  }
}
