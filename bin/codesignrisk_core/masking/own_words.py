"""Words that the product's own sentences are made of, and those that ordinary paths are made of.

A secret that is one of them is left alone: the words were there without it, and the gap would tell what it is. A test
holds the table against the sentences in the code.
"""

from __future__ import annotations

SENTENCES = frozenset(
    """
    a aadinternals abuses accesstoken account active ad address adds advanced after agent alg algorithm alias all allow
    alternate alternatesignaturealgorithm alto among an anchor anchors and announced another any anybody apart app apple
    applied applocker appvlp arch archive archived are argument argumentlist arguments artifact as asbytestream asked
    asks at attachments attrib attributes attributesubjectaltname auditing authentication authenticode authority away
    azure back backed backs backticks backup bare base bcc bcdedit be bear bears begins belong below binds blocks body
    boot bring brings browser build builder building bundle business but by bytes caffeinate cafile called calls came
    can caname cannot capath card carets case catalog cc cd cell cells cert certfile certificate certificates
    certification certify certipy certmgr certoc certpbe certreq certsync certutil chainoption chains change changes
    characters checked checking checks chooses chunked cimsession circumstances claims class classname clear clears
    client clist clock cmdlet cn code codesign codesignrisk column come comes command commands components computername
    config configuration connected consent container containers content control conv copies copy crackpkcs creates
    creation credential cryptext cryptoalgorithmoption cryptographic csexec csp cspc csrc csrutil current cut dash data
    database date decodes decrypts deep defaults deletes delimiter dependson depth der description desktop developers
    device devices did digalg digest dir directory disablekeepalive disguised displayname distribution distrusted dll
    does domain download downloads drive driver drivers drop editf electron elevated elevation else elsewhere empty enc
    encoding enforcement engine enough enrolment enrols enterprise error escaped events every everybody everything
    exclude exec execute existingkey expired explorer exports extensions failed fails fake feature federation fetches
    fields file filepath files filter finds fingerprint first folder for force forest forgecert forges form found from
    fromsession fs function gatekeeper gathered getinfo gets gettgtpkinit given gives global go goes gpg grants guesses
    guessing hardens has hashalgorithm have height here hidden hides hoc hold holds holes home host hosted hostkey how
    hyphen identity illegal image import imports in include includechain indicator inform inkey inputobject inside
    installer installers installs integrity interface internal into is issued issues it items itemtype iter its itself
    jarsigner java john jp json judges keeps kerberos kernel key keychain keycredentiallink keyfile keypair keypbe keys
    keystore keytool kinds knowledge known kva kvs ky leads left let lets letters library lie lies like likely line list
    lists literalpath lo load loaded loading loads loaduserprofile locks log loglevel logons logs look looks macalg
    machine made makecert maker makes manage management manager managers may metadata methodname mftrace micro mimikatz
    min missing module modules mokutil more msds name named names namespace nc need net networks new no nobody noclobber
    nohup none nonewline nonewwindow noproperties not notarised nothing now nss ntauth number nvram object of off on
    once one ones only open opens openssl option options or osslsigncode other out outform output over own owner package
    packages packs paexec palo param parent part pass passcerts passin passout passphrase passthecert passthru password
    past path paths pem people permissions pfx pfxdata pi picks pin pk place please po policy port prefix prepares prf
    printed prints priority private privatekey process product profile profiles program programs propertytype protection
    protects protectto provider proxycmd public publisher publishes purpose put puts pvk pw pwfile quarantine query
    question quotes rand random raw rclone read readcount reads ready reason recurse redirectstandarderror
    redirectstandardoutput reg registers registration registry regular relays releases remcom remote removes renames
    replaces report request requesters requests requiredversion resource restores restrictions revocation revoked
    rewrites rlo root rootkit roots row rows rubeus rule rules run rundll runexehelper runs same san says scenario scope
    score script scriptrunner search searches secret secrets security self sends sent separate sercfg server service
    sessionlog sets setsid setting settings several sha shadow shape share sharename sharpdpapi shell shipped shows si
    sig sigalg sign signal signature signatures signed signer signing signs signtool site skipcertificatecheck smart
    smartcardroot smimecapabilities smtpserver so software somebody something source sourcepathorextension sp spc spctl
    splunkd sqlite sshlog sshrawlog stand stands started starts startup startuptype stay step steps stolen stops store
    stores storetype straight stream subject such suspicious syncwithwu sysmon system table tabs tail taken takes
    template templates temporary terminal test testroot text textmeasurement than that the their them there they this
    those through ticket time timestamp timestampserver to together token tokens told tool tools top tosession
    totalcount tr transfertype trust trusted trusts tsaurl tsmode tsretries tsretrywait turn turns tw type unchecked
    under unlocks unnamed unrecognized unsigned untrusted unusual up update upn url use usebasicparsing
    usedefaultcredentials usenewenvironment user users usual util valid value variables vault verb verification verify
    version vtmode wait was weak weakens web well what where which who whoever whole whose width windows windowstyle
    with without word words workingdirectory would writable write writes written wrote xattr yet
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
