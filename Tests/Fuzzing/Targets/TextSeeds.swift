/// Small documents in formats that are text, each with what its reader has code for.
enum TextSeeds {
  static let rtf = [
    #"""
    {\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset2 Symbol;}}{\colortbl;\red255\green0\blue0;}
    {\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title CV}{\author Ada}{\creatim\yr2020\mo1\dy2}}
    \pard\s1\b\fs28 Ada Example\b0\fs22\par ada@example.com\tab \u8364?\'e9\par
    {\field{\*\fldinst HYPERLINK "mailto:ada@example.com"}{\fldrslt mail}}\par
    \trowd\cellx3000\cellx9000\intbl Works\cell 2019 - 2021\cell\row\pard
    {\pntext\f1\'b7\tab}Built pumps\par{\*\shpinst{\sp{\sn fillColor}{\sv 255}}{\shptxt Box\par}}\bin4 ab}c}
    """#,
    #"{\rtf1{\upr{a}{\*\ud b}}\uc2\u-10179??\u-8704??\v hidden\v0 \deleted x{\header Head\par}{\footnote Foot}\page y}"#,
  ]

  static let html = [
    """
    <!DOCTYPE html><html><head><meta charset=utf-8><title>CV</title><style>.a{font:bold 14pt/1 Arial;color:#f00}
    #h{display:none}@media print{p{margin:1em 2%}}</style></head><body><h1 class=a>Ada Example</h1><p id=h>x</p>
    <p style="font-size:1.5em;text-indent:2em"><a href="mailto:ada@example.com">mail</a>&nbsp;&eacute;&#8364;<br>Oslo</p>
    <table><tr><td rowspan=2>Works<td colspan=2>2019 - 2021</tr><tr><td>x</table><ul><li>Built pumps<li value=3>Valves</ul>
    <ol type=a start=9><li>a</ol><pre>  a  b</pre><select><option selected>b</select><textarea>c</textarea></body></html>
    """,
    #"<p style="color:rgb(100% 0 0/5%);opacity:.01;background:#fff">a<font size=+9 color=blue>b</font><big><big>c<svg><text>d"#,
  ]

  static let mail = [
    """
    From: =?utf-8?Q?Ada_Ex=C3=A9?= <ada@example.com>\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\nSubject: CV\r
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r
    Content-Transfer-Encoding: quoted-printable\r\n\r\nAda Ex=E9=\r\nmple\r\n--b\r\nContent-Type: text/html\r
    Content-Transfer-Encoding: base64\r\n\r\nPGI+QWRhPC9iPg==\r\n--b--\r\n
    """
  ]

  static let webArchive = [
    """
    MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r
    Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: file:///c.htm\r
    \r\n<html><body><p style=3D"margin:0">Ada Example</p></body></html>\r\n--x--\r\n
    """
  ]

  static let markdown = [
    """
    ---
    title: CV
    ---
    # Ada Example
    **ada@example.com** | [site](https://example.com "t") | <tel:+47123> &amp; `code`

    Experience
    ----------
    1. *Engineer*, Works \\
       2019 – 2021
       - Built ~~pumps~~ ![i](x.png)
    > quoted
    > - item

    | a | b |
    |---|--:|
    | c | d |

    ```
    code
    ```
    [r]: https://example.com
    """,
    "* a\n  * b\n\t* c\n***x** y_z_\n[a][r] [b]\n\n[r]: <x>\n<b>h</b><!-- c -->&#x41;&#0;&bogus;\n",
  ]

  static let jsonResume = [
    #"""
    {"$schema":"https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json","basics":{"name":"Ada Example",
    "email":"ada@example.com","phone":"+47 123 45 678","url":"https://example.com","summary":"Builds\npumps",
    "location":{"city":"Oslo","countryCode":"NO"},"profiles":[{"network":"GitHub","username":"ada","url":"https://github.com/ada"}]},
    "work":[{"name":"Works","position":"Engineer","startDate":"2019-03","endDate":"present","highlights":["Built pumps"]}],
    "education":[{"institution":"University","area":"Physics","studyType":"BSc","endDate":2018,"courses":["a"]}],
    "skills":[{"name":"Swift","level":3,"keywords":["SQL"]},"Welding"],"languages":[{"language":"Norwegian","fluency":"native"}]}
    """#,
    #"{"basics":{"firstName":"A\u0000b","lastName":"\u202ec","website":"javascript:x","email":["a@example.com"]},"work":{"company":"x"}}"#,
  ]

  static let europass = [
    """
    <?xml version="1.0" encoding="UTF-8"?><Candidate xmlns="http://www.europass.eu/1.0" \
    xmlns:hr="http://www.hr-xml.org/3" xmlns:oa="http://www.openapplications.org/oagis/9">\
    <CandidatePerson><PersonName><oa:GivenName>Ada</oa:GivenName><hr:FamilyName>Example</hr:FamilyName></PersonName>\
    <Communication><ChannelCode>Email</ChannelCode><oa:URI>ada@example.com</oa:URI></Communication></CandidatePerson>\
    <CandidateProfile><EmploymentHistory><EmployerHistory><hr:OrganizationName>Works</hr:OrganizationName>\
    <PositionHistory><PositionTitle>Engineer</PositionTitle><hr:EmploymentPeriod><hr:StartDate><hr:FormattedDateTime>2019-03\
    </hr:FormattedDateTime></hr:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></hr:EmploymentPeriod>\
    <oa:Description>&lt;p&gt;Built pumps&lt;/p&gt;</oa:Description></PositionHistory></EmployerHistory></EmploymentHistory>\
    </CandidateProfile></Candidate>
    """,
    """
    <SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo><Identification><PersonName>\
    <FirstName>Ada</FirstName><Surname>Example</Surname></PersonName><ContactInfo><Email><Contact>ada@example.com</Contact>\
    </Email></ContactInfo></Identification><WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/>\
    <To year="99999999999" month="--13" day="---40"/></Period><Position><Label>Engineer</Label></Position><Activities>&lt;ul&gt;\
    &lt;li&gt;a&lt;/li&gt;&lt;/ul&gt;</Activities></WorkExperience></WorkExperienceList></LearnerInfo></SkillsPassport>
    """,
  ]

  static let wordXML = [
    """
    <?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" \
    xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:styles><w:style w:styleId="H"><w:name w:val="heading 1"/>\
    </w:style></w:styles><w:body><wx:sect><w:p><w:pPr><w:pStyle w:val="H"/><w:ind w:left="720"/></w:pPr><w:r><w:rPr><w:sz \
    w:val="28"/><w:b/></w:rPr><w:t>Ada Example</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Works</w:t></w:r></w:p>\
    </w:tc></w:tr></w:tbl><w:hlink w:dest="mailto:ada@example.com"><w:r><w:t>mail</w:t></w:r></w:hlink></wx:sect></w:body>\
    </w:wordDocument>
    """
  ]
}
