"""Words that the product's own sentences are made of, and those that ordinary paths are made of.

A secret that is one of them is left alone: the words were there without it, and the gap would tell what it is. A test
holds the table against the sentences in the code.
"""

from __future__ import annotations

SENTENCES = frozenset(
    """
    a aadinternals about abuses access accesstoken account active ad add address adds administrative advanced after
    agent alg algorithm alias all alternate alto altsecurityidentities among an anchor anchors and another answer any
    anybody anything anywhere apart app appends apple application applocker archive archived are arrives artifact as
    asked asking asks assemblies at attack attrib attribute attributes attributesubjectaltname audit auditing auditpol
    authenticode authorities authority away azure back backed backs backticks backup bare base bcdedit be bear bears
    before begins belong below beside binds block blocks boot bputil bring brings browser build builder building builds
    bundle business but by bytes ca cafile called calls came can caname capath card carets case cat catalog catalogs
    cert certenroll certfile certificate certificates certification certify certipy certmgr certoc certpbe certreq
    certsync certutil chains change changes characters check checked checking checks chooses circumstances citool claims
    clears cleartext client clock cloud cn code codesign come comes command commands comparing components config
    configuration connected consent containers content control conv copies copy count crackpkcs creates creation
    credential cryptext cryptographic csp cspc csrutil current cut dash data database decodes decrypts deep defaults
    deletes deploys der description desktop development device devices did digalg digest dir directory disguised disk
    diskpart distribution distrusted dll do document does domain download downloaded downloads drive driver drivers drop
    dsinternals editf electron elevated elevation else elsewhere enc encoding encrypted encryption encrypts end ends
    enforced enforcement engine enough enrolment enrols enterprise environment error escaped events every everybody
    everything evmctl excepts expired explorer export exports extensions failed fails fake federation fetched fetches
    fields file files finds fingerprint firefox firmware flag folder folders for force forest forgecert forges form
    found from fs function gatekeeper gathered genuine get gets gettgtpkinit given gives go goes gpg grants guesses
    guessing hands hardens has have he here hidden hides hoc hold holds holes home hooksigntool host hosted hosts how
    hyphen identity image images import imports in inf inform injected inkey inside insmod install installed installer
    installers installs integrity interface internal internet into is issue issued issues it items iter its itself
    jarsigner java john jp kdmapper keeps kerberos kernel key keychain keycredentiallink keyfile keypair keypbe keys
    keystore keytool kinds known kva kvs ky ldid leads leaked learn let lets letters libraries library lie lies like
    likely line list lists load loaded loading loads locks log logons logs longer look looks loses lowers macalg machine
    macros made makecert maker makes manage management manager managers many mark may memory micro microsoft mimikatz
    module modules mokutil more mounts mozilla msds msiexec name named names need net networks new no nobody none not
    notarised nothing now nss ntauth nuget nvram of off office on once one ones only open opens openssl option options
    optool or osslsigncode other others out outform output over own owner package packages packs palo param parent part
    pass passcerts passin passout passphrase passthecert password past path paths pem people permissions pester pfx
    picked picks pin pk place please podman policies policy prepares previews prf printed prints private privatekey
    process product profile profiles program programs project protection protects provider proxy public published
    publisher publishes purpose put puts pvk python quarantine question quotes rand random rclone read reads ready
    reason record reg registers registration registry regsvr relays releases remote removes replaces report request
    requesters requests resource restores restrictions revocation revoked rewrites right root rootkit roots rubeus rule
    rules run rundll runs same san says sc script search searches secret secrets secure security sed self send sends
    sent separate server servers service services set setfattr sets settings several sha shadow shape share sharpdpapi
    shell shipped shows sig sigalg sign signature signatures signed signer signing signs signtool site sites smart
    smartcardroot sn so software somebody something source sp spc spctl sqlite stand started starts startup stay step
    steps stolen stops store stores storetype straight stream strong subject suspicious syncwithwu sysmon system
    systemextensionsctl table tabs take taken takes tells template templates temporary terminal test testify text than
    that the their them there they this those though through ticket time timestamp to together token tokens told took
    tool tools top tr traffic trust trusted trusts tsaurl tsmode tsretries tsretrywait turn turned turns tw type typical
    unchecked under unlocks unnamed unpacks unsigned untrusted unusual up update upn url use user users usual util valid
    value variables vault verification verify version volume warning warns was wdk weak weakens web well wevtutil what
    whatever where which who whoever whole whose windows with without word words writable write writes written xattr yet
    """.split()
)

PATHS = frozenset(
    """
    admin administrator all apps appdata bin build cache certs com config data default desktop documents downloads
    drivers etc exe files home inetpub lib library local localappdata localmachine currentuser logs low microsoft my
    opt out packages private program programdata programs public release roaming root shared src system system32 sys
    syswow64 tasks temp tmp tools usr users var volumes windows work workspace www
    cer crt der dll jar jks key keystore msi p12 p7b pem pfx ps1 pvk snk spc sst xml zip
    http https ftp
    """.split()
)

ORDINARY = SENTENCES | PATHS
