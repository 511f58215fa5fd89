extension OtherDocuments {
  static let romance = [
    Sample(
      kind: .jobAdvert, language: "fr",
      text: """
        # Comptable fournisseurs (H/F)
        CDI, Lyon

        Notre groupe familial emploie 200 personnes. Pour notre siège, nous recherchons un comptable.

        ## Vos missions
        - Vous saisissez et contrôlez les factures
        - Vous préparez les règlements

        ## Votre profil
        - Diplôme en comptabilité et deux ans d'expérience

        ## Nous offrons
        - Mutuelle, tickets restaurant, télétravail deux jours par semaine

        Envoyez votre CV à recrutement@groupe-vasseur.example.fr
        """),
    Sample(
      kind: .letter, language: "fr",
      text: """
        Maëlle Kerbrat
        5 rue des Halles, 29200 Brest
        maelle.kerbrat@example.fr

        Objet : candidature au poste d'infirmière de nuit

        Madame, Monsieur,

        Infirmière depuis sept ans, je vous adresse ma candidature pour le poste que vous proposez. J'ai travaillé en cardiologie puis aux
        urgences, et je cherche aujourd'hui une équipe plus petite.

        Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.

        Maëlle Kerbrat
        """),
    Sample(
      kind: .invoice, language: "fr",
      text: """
        Menuiserie Grolleau
        FACTURE n° 2024-031
        Date de facture : 14/03/2024

        Porte en chêne\t820,00 €
        Pose\t240,00 €
        Total HT\t1 060,00 €
        TVA 10 %\t106,00 €
        Total TTC\t1 166,00 €
        IBAN FR76 3000 6000 0112 3456 7890 189
        """),
    Sample(
      kind: .reference, language: "fr",
      text: """
        # Certificat de travail

        Nous soussignés, Transports Belmas, certifions avoir employé Monsieur Yanis Ferhat en qualité de chauffeur livreur du 2 mai 2018 au
        30 juin 2023. Monsieur Ferhat nous quitte libre de tout engagement.

        Fait à Nîmes, le 30 juin 2023
        """),
    Sample(
      kind: .jobAdvert, language: "es",
      text: """
        # Enfermero/a de planta
        Clínica Santa Brígida, Valencia

        Buscamos un profesional para el turno de tarde.

        ## Requisitos
        - Título de Grado en Enfermería
        - Un año de experiencia

        ## Ofrecemos
        - Contrato indefinido y formación continua

        Envía tu CV a empleo@santabrigida.example.es antes del 30 de abril.
        """),
    Sample(
      kind: .letter, language: "es",
      text: """
        Leandro Quiroga
        leandro.quiroga@example.es

        Estimada señora Robles:

        Me dirijo a usted para presentar mi candidatura al puesto de técnico de laboratorio. Durante cinco años he analizado muestras de agua y
        he formado a tres compañeros.

        Adjunto mi currículum y quedo a su disposición para una entrevista.

        Atentamente,
        Leandro Quiroga
        """),
    Sample(
      kind: .invoice, language: "es",
      text: """
        Talleres Ibarra S.L.
        FACTURA
        Número de factura: A-2024/56
        Cambio de frenos\t210,00 €
        Mano de obra\t95,50 €
        Base imponible\t305,50 €
        IVA 21 %\t64,16 €
        Total a pagar\t369,66 €
        Forma de pago: transferencia
        """),
    Sample(
      kind: .certificate, language: "es",
      text: """
        # Certificado de asistencia

        El Centro de Formación Arganda hace constar que

        Dña. Noelia Pazos

        ha participado en el curso «Prevención de riesgos laborales» de 30 horas, celebrado en noviembre de 2023.
        """),
    Sample(
      kind: .jobAdvert, language: "pt",
      text: """
        # Operador de armazém
        Loures

        Procuramos um operador para a nossa equipa da noite.

        ## As suas funções
        - Preparar encomendas e conferir cargas

        ## Perfil procurado
        - Carta de empilhador

        ## Oferecemos
        - Contrato sem termo e subsídio de alimentação

        Envie o seu CV para rh@logitejo.example.pt
        """),
    Sample(
      kind: .letter, language: "pt",
      text: """
        Graça Semedo
        graca.semedo@example.pt

        Exmos. Senhores,

        Venho por este meio apresentar a minha candidatura à vaga de educadora de infância. Trabalho há nove anos com crianças dos três aos
        seis anos e gosto de música e de teatro.

        Em anexo envio o meu currículo. Aguardo o seu contacto.

        Com os melhores cumprimentos,
        Graça Semedo
        """),
    Sample(
      kind: .certificate, language: "pt",
      text: """
        # Certificado de participação

        Certifica-se que Otávio Brandão participou no seminário «Energia solar», com a duração de 12 horas, realizado em Évora a 9 de maio de
        2023.
        """),
    Sample(
      kind: .jobAdvert, language: "it",
      text: """
        # Addetto alla contabilità
        Studio Bertolucci, Parma

        Siamo alla ricerca di una persona precisa da inserire nel nostro studio.

        ## Requisiti
        - Diploma di ragioneria
        - Due anni di esperienza

        ## Cosa offriamo
        - Contratto a tempo indeterminato

        Inviare il proprio CV a lavoro@studiobertolucci.example.it
        """),
    Sample(
      kind: .letter, language: "it",
      text: """
        Ludovica Sartori
        ludovica.sartori@example.it

        Gentile dottoressa Moretti,

        con la presente vorrei proporre la mia candidatura come restauratrice. Negli ultimi quattro anni ho lavorato su affreschi e tele, e mi
        piacerebbe molto farlo nel vostro museo.

        Resto a disposizione per un colloquio.

        Cordiali saluti,
        Ludovica Sartori
        """),
    Sample(
      kind: .invoice, language: "it",
      text: """
        Idraulica Pezzoli
        Fattura n. 41
        Data fattura: 08/02/2024
        Partita IVA 01234567890
        Sostituzione caldaia\t1.450,00 €
        Manodopera\t320,00 €
        Imponibile\t1.770,00 €
        IVA 10 %\t177,00 €
        Totale fattura\t1.947,00 €
        """),
  ]
}
