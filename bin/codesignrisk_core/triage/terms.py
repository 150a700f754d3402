"""Words of lines out of the tables of the grammars. Made by `make docs`: change those, not these."""

# One word on a line is no easier to read.
# fmt: off

PLAIN = (
    b' 443 ', b'-launcher=', b'.jks', b'.p12', b'.p8', b'.pvk', b'/keyrings/', b'::', b'_cainfo=',
    b'altsecurityidentities', b'anchors', b'apt-key', b'asktgt', b'ca-bundle', b'ca-trust', b'ca_bundle=', b'cafile',
    b'capicom', b'cert', b'cmd-prefix=', b'copy-header', b'crypt', b'dse', b'enableembeddedasarintegrityvalidation=off',
    b'enablenodecliinspectarguments=on', b'enablenodeoptionsenvironmentvariable=on', b'enterprise', b'exception.sites',
    b'indpages', b'installresponse', b'keychain', b'msds-keycredentiallink', b'mspki', b'nuget trust',
    b'onlyloadappfromasar=off', b'passallocationptr', b'pfx', b'pki/trust', b'pkiextendedkeyusage',
    b'public key services', b'regwrite', b'rpm-gpg', b'runasnode=on', b'servicesettings', b'setbinaryvalue',
    b'setbooleanelement', b'setdwordvalue', b'setexpandedstringvalue', b'setintegerelement', b'setqwordvalue',
    b'setstringelement', b'setstringvalue', b'shadow', b'ssl/ca-', b'sslcainfo', b'sslcapath', b'store',
    b'thumbnailphoto', b'trust-source', b'trusted-', b'trusted.gpg', b'trusted=yes', b'xpinstall',
)
"""Stands in every line of any program that can score."""

UNNAMED = (
    b' 443 ', b'-add', b'-decode', b'-del', b'-launcher=', b'-prv ', b'.jks', b'.p12', b'.p8', b'.pvk', b'/add',
    b'/decode', b'/del', b'/keyrings/', b'/prv ', b'/target:', b'::', b'_cainfo=', b'altname', b'altsecurityidentities',
    b'anchors', b'apt-key', b'asktgt', b'backupkey', b'ca-bundle', b'ca-trust', b'ca:', b'ca_bundle=', b'cafile',
    b'capicom', b'cert', b'cmd-prefix=', b'cn=', b'convertepf', b'copy-header', b'crypt', b'dse', b'dspublish',
    b'enableembeddedasarintegrityvalidation=off', b'enablenodecliinspectarguments=on',
    b'enablenodeoptionsenvironmentvariable=on', b'enterprise', b'exception.sites', b'export', b'generatesstfromwu',
    b'importkms', b'indpages', b'installresponse', b'keychain', b'msds-keycredentiallink', b'mspki', b'nuget trust',
    b'onbehalfof', b'onlyloadappfromasar=off', b'passallocationptr', b'pfx', b'pki/trust', b'pkiextendedkeyusage',
    b'public key services', b'regwrite', b'rpm-gpg', b'runasnode=on', b'servicesettings', b'setbinaryvalue',
    b'setbooleanelement', b'setdwordvalue', b'setexpandedstringvalue', b'setintegerelement', b'setqwordvalue',
    b'setstringelement', b'setstringvalue', b'shadow', b'sign', b'ssl/ca-', b'sslcainfo', b'sslcapath', b'store',
    b'syncwithwu', b'template', b'thumbnailphoto', b'trust-source', b'trusted-', b'trusted.gpg', b'trusted=yes',
    b'urlcache', b'vulnerable', b'xpinstall',
)
"""The same where the program has no original file name."""

READER = (
    b' 443 ', b'-add', b'-decode', b'-del', b'-launcher=', b'-prv ', b'.cer', b'.crt', b'.der', b'.efi', b'.gnupg',
    b'.jceks', b'.jks', b'.key', b'.p7b', b'.p7c', b'.p8', b'.pem', b'.pvk', b'.snk', b'.spc', b'.sst', b'/add',
    b'/decode', b'/del', b'/keyrings/', b'/mobiledevice', b'/prv ', b'/target:', b'::', b'\\protect', b'_ca_key',
    b'_cainfo=', b'altname', b'altsecurityidentities', b'anchors', b'apt-key', b'asktgt', b'backupkey', b'begin',
    b'ca-bundle', b'ca-trust', b'ca:', b'ca_bundle=', b'cafile', b'capicom', b'catroot', b'cert', b'cipolicies',
    b'cmd-prefix=', b'cn=', b'codeintegrity', b'convertepf', b'copy-header', b'crypt', b'csc_link', b'dse',
    b'dspublish', b'easy-rsa', b'enableembeddedasarintegrityvalidation=off', b'enablenodecliinspectarguments=on',
    b'enablenodeoptionsenvironmentvariable=on', b'enterprise', b'exception.sites', b'export', b'ext:', b'extension',
    b'generatesstfromwu', b'gpki', b'importkms', b'indpages', b'installresponse', b'key_password', b'keychain',
    b'keypass', b'kubernetes/pki', b'match_password', b'mok.priv', b'msds-keycredentiallink', b'mspki', b'npki',
    b'nuget trust', b'onbehalfof', b'onlyloadappfromasar=off', b'p12', b'passallocationptr', b'pfx', b'pki/ca',
    b'pki/trust', b'pkiextendedkeyusage', b'privat', b'provisioning profiles', b'public key services', b'regwrite',
    b'rpm-gpg', b'runasnode=on', b'server/tls', b'servicesettings', b'setbinaryvalue', b'setbooleanelement',
    b'setdwordvalue', b'setexpandedstringvalue', b'setintegerelement', b'setqwordvalue', b'setstringelement',
    b'setstringvalue', b'shadow', b'sign', b'ssl/ca-', b'sslcainfo', b'sslcapath', b'store', b'syncwithwu', b'template',
    b'thumbnailphoto', b'trust-source', b'trusted-', b'trusted.gpg', b'trusted=yes', b'urlcache', b'vault/data',
    b'vulnerable', b'xpinstall', b'zone.identifier',
)
"""The same for a program that searches, copies or sends files."""

INSIDE = (
    b' 443 ', b'-add', b'-decode', b'-del', b'-launcher=', b'-prv ', b'.cer', b'.crt', b'.der', b'.efi', b'.exe >',
    b'.exe" >', b'.exe">', b'.exe+', b'.exe>', b'.gnupg', b'.jceks', b'.jks', b'.key', b'.p7b', b'.p7c', b'.p8',
    b'.pem', b'.pvk', b'.scr >', b'.scr" >', b'.scr">', b'.scr+', b'.scr>', b'.snk', b'.spc', b'.sst', b'/add',
    b'/decode', b'/del', b'/keyrings/', b'/mobiledevice', b'/prv ', b'/target:', b'::', b'\\protect', b'_ca_key',
    b'_cainfo=', b'adcspwn', b'adfsdump', b'adfspoof', b'altname', b'anchors', b'apostille', b'apt-get', b'apt-key',
    b'asktgt', b'auditpol', b'aws.cmd', b'aws.py', b'awscli', b'az.cmd', b'azure.cli', b'backupkey', b'bcdedit',
    b'begin', b'bputil', b'bsdtar', b'c_rehash', b'ca-bundle', b'ca-trust', b'ca:', b'ca_bundle=', b'cafile',
    b'capicom', b'carboncopy', b'catroot', b'cert', b'chainbreaker', b'cheekyblinder', b'chocolatey', b'cipher',
    b'cipolicies', b'citool', b'cmd-prefix=', b'cn=', b'codeintegrity', b'convertepf', b'copy-header', b'crackmapexec',
    b'crackpkcs12', b'crypt', b'csc_link', b'cscript', b'csrutil', b'defaults', b'devcon', b'disitool', b'diskpart',
    b'dlinsert', b'dllclone', b'donpapi', b'dotnet', b'dpapi', b'dploot', b'drvload', b'drvmap', b'dse', b'dspublish',
    b'easy-rsa', b'edrsandblast', b'efi-updatevar', b'enableembeddedasarintegrityvalidation=off',
    b'enablenodecliinspectarguments=on', b'enablenodeoptionsenvironmentvariable=on', b'enterprise', b'evmctl',
    b'exception.sites', b'export', b'ext:', b'extension', b'flatpak', b'furutaka', b'gcloud', b'generatesstfromwu',
    b'gettgtpkinit', b'gpki', b'grubby', b'importkms', b'indpages', b'inf2cat', b'insert_dylib', b'insmod',
    b'installer', b'installresponse', b'kdmapper', b'kdstinker', b'kextload', b'kextutil', b'key_password', b'keychain',
    b'keyctl', b'keypass', b'keytool', b'killall', b'kmutil', b'krbrelayup', b'krueger', b'kubectl', b'kubernetes/pki',
    b'launchctl', b'limelighter', b'mangle', b'match_password', b'metatwin', b'microdnf', b'mok.priv', b'mokutil',
    b'msds-keycredentiallink', b'msiexec', b'mspki', b'netexec', b'notarytool', b'npki', b'ntlmrelayx', b'nuget trust',
    b'onbehalfof', b'onlyloadappfromasar=off', b'openssl', b'optool', b'p12', b'pacman-key', b'passallocationptr',
    b'pfx', b'physmeme', b'pk12util', b'pkgbuild', b'pki/ca', b'pki/trust', b'pkiextendedkeyusage', b'plistbuddy',
    b'plutil', b'pnputil', b'podman', b'privat', b'productbuild', b'profiles', b'public key services', b'regedit',
    b'regedt32', b'regini', b'regsvr32', b'regwrite', b'rpm-gpg', b'rpm-ostree', b'rubeus', b'runasnode=on',
    b'rundll32', b'scarecrow', b'security', b'server/tls', b'servicesettings', b'setbinaryvalue', b'setbooleanelement',
    b'setdwordvalue', b'setexpandedstringvalue', b'setfattr', b'setintegerelement', b'setqwordvalue',
    b'setstringelement', b'setstringvalue', b'shadow', b'shimit', b'sig', b'sqlite3', b'ssl/ca-', b'sslcainfo',
    b'sslcapath', b'stapler', b'step-cli', b'store', b'streams', b'stryker', b'syncwithwu', b'template',
    b'thumbnailphoto', b'trust-source', b'trusted-', b'trusted.gpg', b'trusted=yes', b'trustmebro', b'updroots',
    b'urlcache', b'vault/data', b'vulnerable', b'wevtutil', b'whisker', b'winget', b'wscript', b'xpinstall',
    b'zone.identifier', b'zypper',
)
"""The same for a line that may hold others."""

ARCHIVES = (
    b'.7z', b'.rar', b'.zip',
)
"""Names of archives, which count beside key files."""

EVERYDAY = (
    b' 443 ', b'-add', b'-decode', b'-del', b'-launcher=', b'-prv ', b'.cer', b'.crt', b'.der', b'.efi', b'.exe >',
    b'.exe" >', b'.exe">', b'.exe+', b'.exe>', b'.gnupg', b'.jceks', b'.jks', b'.key', b'.p7b', b'.p7c', b'.p8',
    b'.pem', b'.pvk', b'.scr >', b'.scr" >', b'.scr">', b'.scr+', b'.scr>', b'.snk', b'.spc', b'.sst', b'/add',
    b'/decode', b'/del', b'/keyrings/', b'/mobiledevice', b'/prv ', b'/target:', b'12000030', b'16000048', b'16000049',
    b'::', b'\\protect', b'_ca_key', b'adcspwn', b'addroot', b'adfsdump', b'adfspoof', b'allowalltrustedapps',
    b'allowdevelopmentwithoutdevlicense', b'allowntauthpolicybypass', b'altname', b'anchors', b'apostille', b'appidsvc',
    b'applockerfltr', b'apt-get', b'apt-key', b'asktgt', b'auditpol', b'authenticodeenabled', b'aws.cmd', b'aws.py',
    b'awscli', b'az.cmd', b'azure.cli', b'backupkey', b'bcdedit', b'begin', b'binpath',
    b'blockcontentexecutionfrominternet', b'bputil', b'bsdtar', b'bundle', b'c_rehash', b'ca-trust', b'ca:', b'cafile',
    b'cainfo', b'capicom', b'carboncopy', b'catroot', b'cert', b'chainbreaker', b'cheekyblinder', b'chocolatey',
    b'cipher', b'cipolicies', b'citool', b'cmd-prefix=', b'cn=', b'codeintegrity', b'contextdllcreateobjectcontext',
    b'convertepf', b'copy-header', b'crackmapexec', b'crackpkcs12', b'crypt', b'csc_link', b'cscript', b'csrutil',
    b'defaults', b'devcon', b'deviceguard', b'dfshim', b'disablemotwoninsecurepathcopy', b'disitool', b'diskpart',
    b'dlinsert', b'dllclone', b'donpapi', b'dotnet', b'dpapi', b'dploot', b'drvload', b'drvmap', b'dse', b'dspublish',
    b'easy-rsa', b'edrsandblast', b'efi-updatevar', b'enableembeddedasarintegrityvalidation=off', b'enablehashoverride',
    b'enablenodecliinspectarguments=on', b'enablesmartscreen', b'enterprise', b'evmctl', b'exception.sites', b'export',
    b'ext:', b'extension', b'filesys', b'flatpak', b'furutaka', b'gcloud', b'generatesstfromwu', b'gettgtpkinit',
    b'gpki', b'grubby', b'hidezoneinfoonproperties', b'hvcidisallowedimages', b'import', b'inclusion', b'indpages',
    b'inf2cat', b'insert_dylib', b'insmod', b'installca', b'installer', b'installresponse', b'installroot', b'kdmapper',
    b'kdstinker', b'kextload', b'kextutil', b'key_password', b'keychain', b'keyctl', b'keypass', b'keytool', b'killall',
    b'kmutil', b'krbrelayup', b'krueger', b'kubectl', b'kubernetes/pki', b'launchctl', b'limelighter', b'locations',
    b'lowriskfiletypes', b'mangle', b'match_password', b'metatwin', b'microdnf', b'minrsapubkeybitlength', b'mok.priv',
    b'mokutil', b'msds-keycredentiallink', b'msiexec', b'mspki', b'netexec', b'notarytool', b'npki', b'ntlmrelayx',
    b'nuget trust', b'onbehalfof', b'onlyloadappfromasar=off', b'openssl', b'options', b'optool', b'p12', b'pacman-key',
    b'passallocationptr', b'pfx', b'physmeme', b'pk12util', b'pkgbuild', b'pki/ca', b'pki/trust',
    b'pkiextendedkeyusage', b'plistbuddy', b'plutil', b'pnputil', b'podman', b'privat', b'productbuild', b'profiles',
    b'promptinglevel', b'protectedroots', b'public key services', b'regedit', b'regedt32', b'regini', b'regsvr32',
    b'regwrite', b'requests', b'rpm-gpg', b'rpm-ostree', b'rubeus', b'runasnode=on', b'rundll32',
    b'savezoneinformation', b'scarecrow', b'schemedllretrieveencodedobject', b'security', b'server/tls',
    b'servicesettings', b'setbinaryvalue', b'setbooleanelement', b'setdwordvalue', b'setexpandedstringvalue',
    b'setfattr', b'setintegerelement', b'setqwordvalue', b'setstringelement', b'setstringvalue', b'shadow', b'shimit',
    b'sig', b'smartscreenenabled', b'sqlite3', b'ssl/ca-', b'sslcapath', b'stapler', b'step-cli', b'store', b'streams',
    b'strongname', b'stryker', b'syncwithwu', b'template', b'thumbnailphoto', b'timevaliddllgetobject', b'transforms',
    b'trust-source', b'trusted-', b'trusted.gpg', b'trusted=yes', b'trustmebro', b'trustroot', b'updroots', b'urlcache',
    b'urldllgetobjecturl', b'vault/data', b'vbawarnings', b'vulnerable', b'wevtutil', b'whisker', b'winevt', b'winget',
    b'wintrust', b'writezoneidextract', b'wscript', b'xpinstall', b'zone.identifier', b'zonemap', b'zypper',
)
"""Stands in every line of an everyday tool that can score."""

SHORT_EVERYDAY = (
    b'7za', b'7zg', b'7zr', b'7zz', b'appid', b'cert', b'ci', b'deno', b'extra', b'img', b'iso', b'srpv2', b'tar',
    b'trust', b'vhd', b'vhdx',
)
"""The same, as words."""

SHORT_HOSTED = (
    b'appx', b'cab', b'cat', b'cpl', b'dll', b'msi', b'msix', b'msp', b'msu', b'ocx', b'sys',
)
"""What a script host is given to read that can score, as words."""

SHAPE_MARKS = (
    b' --file', b' --source', b' -b ', b' -i ', b' -s ',
)
"""Options of fake-signature tools."""

SHORT_TOOLS = (
    b'7z', b'7za', b'7zg', b'7zr', b'7zz', b'apk', b'apt', b'aws', b'az', b'az.py', b'caddy', b'choco', b'cme', b'copy',
    b'dism', b'dnf', b'dpapi', b'dpkg', b'gpg', b'gpg2', b'jsign', b'kdu', b'kexec', b'ldid', b'ldid2', b'mage',
    b'mshta', b'net', b'net1', b'nuget', b'nvram', b'nxc', b'pkill', b'quill', b'reg', b'relic', b'rpm', b'sbctl',
    b'sc', b'sed', b'setx', b'sign', b'smctl', b'sn', b'snap', b'spctl', b'step', b'tar', b'tdl', b'tdnf', b'trust',
    b'vault', b'xattr', b'yum', b'zsign',
)
"""Short names of tools: the same, as words."""

CHANGES = (
    b'\t', b'  ', b'!', b'$', b'%', b"'", b'+', b'\\"', b'^', b'`',
)
"""Makes other words of words."""

BLANKS = (
    b'\t', b'  ',
)
"""Stands where wrappers leave one blank."""

STARTERS = (
    b'about:', b'base64', b'forfiles', b'mshta', b'osascript', b'pester.bat', b'powershell', b'pwsh', b'script:',
    b'sqlps', b'sqltoolsps', b'syncappvpublishingserver',
)
"""Runs text that is read otherwise."""

SCRIPTS = (
    b' 443 ', b'+', b'-aadint', b'-add', b'-decode', b'-del', b'-join', b'-launcher=', b'-prv ', b'-split', b'-stre',
    b'.cer', b'.clearlog', b'.crt', b'.der', b'.efi', b'.exe >', b'.exe" >', b'.exe">', b'.exe>', b'.gnupg', b'.jceks',
    b'.jks', b'.key', b'.p7b', b'.p7c', b'.p8', b'.pem', b'.pvk', b'.scr >', b'.scr" >', b'.scr">', b'.scr>', b'.snk',
    b'.spc', b'.sst', b'/add', b'/decode', b'/del', b'/keyrings/', b'/mobiledevice', b'/prv ', b'/target:', b'0x3c',
    b'::', b'[char', b'\\7-zip\\options', b'\\appmodelunlock', b'\\ci\\', b'\\control\\ci',
    b'\\currentversion\\winevt\\channels\\', b'\\elements\\', b'\\environment', b'\\microsoft\\office\\',
    b'\\microsoft\\strongname\\verification\\', b'\\policies\\associations', b'\\policies\\attachments',
    b'\\policies\\microsoft\\edge', b'\\policies\\microsoft\\windows\\explorer',
    b'\\policies\\microsoft\\windows\\system', b'\\promptinglevel', b'\\protect', b'\\schannel', b'\\services\\app',
    b'\\srpv2', b'\\windows nt\\terminal services', b'\\zonemap', b'_ca_key', b'_cainfo=', b'`', b'adappcredential',
    b'adcspwn', b'adfsdump', b'adfspoof', b'adspcredential', b'altname', b'anchors', b'apostille', b'appid',
    b'applicationkey', b'applockerfltr', b'applockerpolicy', b'appx', b'apt-get', b'apt-key', b'asktgt', b'auditpol',
    b'authenticode', b'aws.py', b'awscli', b'az.py', b'azure.cli', b'backupkey', b'base64', b'bcdedit', b'begin',
    b'blob', b'bputil', b'bsdtar', b'c_rehash', b'ca-bundle', b'ca:', b'ca_bundle=', b'caddy', b'cafile', b'capicom',
    b'caroleservice', b'catroot', b'cert', b'chainbreaker', b'cheekyblinder', b'choco', b'cipher', b'cipolicies',
    b'citool', b'cmd', b'cn=', b'codeintegrity', b'convertepf', b'convertfrom-cipolicy', b'copy', b'crackmapexec',
    b'crypt', b'csc_link', b'cscript', b'csrutil', b'defaults', b'devcon', b'deviceguard', b'disitool', b'diskpart',
    b'dism', b'dlinsert', b'dllclone', b'donpapi', b'dotnet', b'dpapi', b'dpkg', b'dploot', b'drvload', b'drvmap',
    b'dse', b'dspublish', b'e_lfanew', b'easy-rsa', b'edrsandblast', b'efi-updatevar',
    b'enableembeddedasarintegrityvalidation=off', b'enablenodecliinspectarguments=on',
    b'enablenodeoptionsenvironmentvariable=on', b'enterprise', b'eventlogconfiguration', b'evmctl', b'exception.sites',
    b'export', b'ext:', b'extension', b'flatpak', b'furutaka', b'gcloud', b'gcm', b'generatesstfromwu', b'get-secret',
    b'get-secsecretvalue', b'get-ssmparameter', b'gettgtpkinit', b'gpg2', b'gpki', b'grubby', b'importkms', b'indpages',
    b'inf2cat', b'insert_dylib', b'insmod', b'installer', b'installresponse', b'internet explorer\\download',
    b'invoke-nxc', b'kdmapper', b'kdstinker', b'kexec', b'kextload', b'kextutil', b'key_password', b'keychain',
    b'keycredential', b'keyctl', b'keypass', b'keytool', b'killall', b'kmutil', b'krbrelayup', b'krueger', b'kubectl',
    b'kubernetes/pki', b'launchctl', b'ldid', b'limelighter', b'mage', b'mangle', b'match_password', b'metatwin',
    b'microdnf', b'mimikatz', b'mok.priv', b'mokutil', b'mshta', b'msiexec', b'mspki', b'net1', b'netexec',
    b'notarytool', b'npki', b'ntlmrelayx', b'nuget', b'nvram', b'nxc.program]', b'onbehalfof',
    b'onlyloadappfromasar=off', b'openssl', b'optool', b'p12', b'pacman-key', b'passallocationptr', b'pfx', b'physmeme',
    b'pk12util', b'pkcs', b'pkgbuild', b'pki/ca', b'pkiextendedkeyusage', b'pkill', b'plistbuddy', b'plutil',
    b'pnputil', b'podman', b'policymoduleflag', b'policystate', b'privat', b'productbuild', b'profiles',
    b'ps_updateandcomparecipolicy', b'psrepository', b'psresourcerepository', b'public key services', b'quill',
    b'regedit', b'regedt32', b'regini', b'regsvr32', b'regwrite', b'relic', b'replace', b'reverse', b'rpm-gpg',
    b'rpm-ostree', b'rubeus', b'ruleoption', b'runasnode=on', b'rundll32', b'safer', b'sbctl', b'scarecrow',
    b'sealeddigest', b'securebootuefi', b'security', b'server/tls', b'serviceprincipalcredential',
    b'serviceprincipalkey', b'services\\kdc', b'servicesettings', b'setbinaryvalue', b'setbooleanelement',
    b'setdwordvalue', b'setexpandedstringvalue', b'setfattr', b'setintegerelement', b'setqwordvalue',
    b'setstringelement', b'setstringvalue', b'setx', b'shadow', b'shimit', b'sig', b'skippublisher',
    b'smartscreenenabled', b'smctl', b'snap', b'spctl', b'sqlite3', b'ssl/ca-', b'sslcainfo', b'sslcapath', b'stapler',
    b'step', b'store', b'streams', b'stryker', b'syncwithwu', b'tdnf', b'template', b'thumbnailphoto', b'tochararray',
    b'trust', b'unblock-file', b'updroots', b'urlcache', b'vault', b'vulnerable', b'wevtutil', b'whisker', b'winget',
    b'wscript', b'x509', b'xattr', b'xpinstall', b'zone.id', b'zypper', b'}{',
)
"""Stands in every PowerShell text that is read."""

WRAPPER_WORDS = frozenset((
    b'$env:comspec', b'%%comspec%%', b'%comspec%', b'adplus', b'appcert', b'appvlp', b'arch', b'ash', b'at', b'bash',
    b'bitsadmin', b'caffeinate', b'cdb', b'chroot', b'cmd', b'command', b'conhost', b'cscript', b'csexec', b'dash',
    b'devtoolslauncher', b'doas', b'docker', b'dxcap', b'env', b'eval', b'exec', b'explorer', b'faketime', b'find',
    b'fish', b'forfiles', b'gfind', b'gsudo', b'incus', b'kd', b'klink', b'ksh', b'kubectl', b'lxc', b'mftrace',
    b'mpiexec', b'msdeploy', b'mshta', b'nerdctl', b'nice', b'node', b'nodejs', b'nohup', b'nsenter', b'nssm', b'ntsd',
    b'oc', b'odbcconf', b'openconsole', b'osascript', b'paexec', b'pcalua', b'perl', b'pester', b'php', b'plink',
    b'podman', b'powershell', b'psexec', b'psexec64', b'pwsh', b'py', b'pypy', b'pypy3', b'python', b'python3',
    b'pythonw', b'reg', b'remcom', b'remote', b'ruby', b'rubyw', b'runas', b'runasdate', b'runasdate-x64', b'rundll32',
    b'runexehelper', b'sc', b'schtasks', b'scp', b'scriptrunner', b'setsid', b'sftp', b'sh', b'sharpwsus', b'squirrel',
    b'ssh', b'sshpass', b'stdbuf', b'sudo', b'syncappvpublishingserver', b'time', b'tracker', b'ttdinject', b'tttracer',
    b'update', b'vshadow', b'vsiisexelauncher', b'winfile', b'winrm', b'winrs', b'withdll', b'wlrmdr', b'wmic',
    b'wscript', b'wsl', b'wsuspendu', b'wt', b'xargs', b'zsh',
))
"""Names of wrappers."""

SHAPES = (
    frozenset((b'b', b'o',)), frozenset((b'c', b'i', b'o',)), frozenset((b'domain', b'i',)),
    frozenset((b'domain', b'i', b'o',)), frozenset((b'e', b'i', b'o', b's',)), frozenset((b'file', b'target',)),
    frozenset((b'i', b'o', b'real',)), frozenset((b'i', b't',)), frozenset((b's', b't',)),
    frozenset((b'signature', b'target',)), frozenset((b'source', b'target',)),
)
"""Options that stand together on a line of such a tool."""
