"""Names of programs out of the tables of the grammars. Made by `make docs`: change those, not these."""

# One word on a line is no easier to read.
# fmt: off

SCRIPT_HOST_IMAGES = frozenset((
    'cscript', 'java', 'javaw', 'wscript',
))
"""Stems of script hosts."""

EVERYDAY_IMAGES = frozenset((
    '7z', '7za', '7zg', '7zr', '7zz', 'bsdtar', 'msiexec', 'net', 'net1', 'reg', 'rundll32', 'sc', 'tar',
))
"""Stems of everyday tools."""

TOOL_IMAGES = frozenset((
    '7z', '7za', '7zg', '7zr', '7zz', 'adcspwn', 'adfsdump', 'adfspoof', 'apk', 'apksigner', 'apostille',
    'appinstaller', 'apt', 'apt-get', 'auditpol', 'aws', 'aws.cmd', 'aws.py', 'awscli', 'az', 'az.cmd', 'az.py',
    'azure.cli', 'azuresigntool', 'bcdedit', 'bputil', 'bsdtar', 'c_rehash', 'caddy', 'carboncopy', 'cert2spc',
    'certificatecloner', 'certify', 'certify2', 'certipy', 'certipy-ad', 'certmgr', 'certoc', 'certreq', 'certstealer',
    'certsync', 'certutil', 'chainbreaker', 'cheekyblinder', 'choco', 'chocolatey', 'cipher', 'citool', 'cme',
    'code_sign_tool', 'codesign', 'codesigntool', 'copy', 'cosign', 'crackmapexec', 'crackpkcs12', 'cscript',
    'csigntool', 'csrutil', 'defaults', 'devcon', 'devcon64', 'digitalsignature-hijack', 'disitool', 'diskpart', 'dism',
    'dlinsert', 'dllclone', 'dnf', 'donpapi', 'dotnet', 'dpapi', 'dpkg', 'dploot', 'drvload', 'drvloader', 'drvmap',
    'dse-patcher', 'dsefix', 'dsigntool', 'edrsandblast', 'efi-updatevar', 'efidsefix', 'evmctl', 'flatpak',
    'forgecert', 'fuckcertverifytimevalidity', 'furutaka', 'gcloud', 'gcloud.cmd', 'gcloud.py', 'gdrvloader',
    'gettgtpkinit', 'gosigthief', 'gpg', 'gpg2', 'grubby', 'hooksigntool', 'impacket-dpapi', 'impacket-ntlmrelayx',
    'inf2cat', 'insert_dylib', 'insmod', 'installer', 'jarsigner', 'jsign', 'kdmapper', 'kdstinker', 'kdu', 'kexec',
    'kextload', 'kextutil', 'keychaindump', 'keyctl', 'keytool', 'killall', 'kmodsign', 'kmutil', 'krbrelayup',
    'krueger', 'kubectl', 'launchctl', 'lazysign', 'ldid', 'ldid2', 'limelighter', 'mage', 'makecert', 'mangle',
    'metatwin', 'microdnf', 'mkcert', 'mokutil', 'mshta', 'msiexec', 'net', 'net1', 'netexec', 'notarytool',
    'ntlmrelayx', 'nuget', 'nvram', 'nxc', 'openssl', 'openvsixsigntool', 'optool', 'osslsigncode', 'pacman-key',
    'passthecert', 'pesign', 'pfx2john', 'physmeme', 'pk12util', 'pkgbuild', 'pkill', 'plistbuddy', 'plutil', 'pnputil',
    'podman', 'productbuild', 'productsign', 'profiles', 'pvk2pfx', 'pywhisker', 'quill', 'rcodesign', 'rdpsign', 'reg',
    'regedit', 'regedt32', 'regini', 'regsvr32', 'relic', 'rpm', 'rpm-ostree', 'rubeus', 'rundll32', 'sbctl', 'sbsign',
    'sc', 'scarecrow', 'security', 'sed', 'setfattr', 'setx', 'sharpdpapi', 'sharpdpapi4', 'sharpwhisker', 'shimit',
    'sigflip', 'siginject', 'sigloader', 'sign', 'sign-file', 'sign-sacker', 'signatureclone', 'signcode', 'signtool',
    'signtoolex', 'sigpirate', 'sigstash', 'sigstashloader', 'sigthief', 'sigthief-go', 'sigtransplant', 'smctl', 'sn',
    'snap', 'spctl', 'sqlite3', 'stapler', 'step', 'step-cli', 'streams', 'streams64', 'stryker', 'systemextensionsctl',
    'tar', 'tdl', 'tdnf', 'trust', 'trustmebro', 'uber-apk-signer', 'update-ca-certificates', 'update-ca-trust',
    'updroots', 'upgdsed', 'vault', 'vsixsigntool', 'vstoinstaller', 'wevtutil', 'whisker', 'winget', 'wscript',
    'xattr', 'yum', 'zsign', 'zypper',
))
"""Stems of tools' files."""

TOOL_ORIGINALS = frozenset((
    '.net host', 'adcspwn.exe', 'adfsdump.exe', 'adfspoof.exe', 'apostille.exe', 'appinstaller.exe', 'auditpol.exe',
    'azuresigntool.dll', 'azuresigntool.exe', 'bcdedit.exe', 'carboncopy.exe', 'cert2spc.exe', 'certificatecloner.exe',
    'certify.exe', 'certipy.exe', 'certmgr.exe', 'certmgt.exe', 'certoc.exe', 'certreq.exe', 'certstealer.exe',
    'certsync.exe', 'certutil.exe', 'chainbreaker.exe', 'cheekyblinder.exe', 'choco.exe', 'cipher.exe', 'citool.exe',
    'cosign.exe', 'crackpkcs12.exe', 'cscript.exe', 'csigntool.exe', 'devcon.exe', 'digitalsignature-hijack.exe',
    'disitool.exe', 'diskpart.exe', 'dism.exe', 'dllclone.exe', 'donpapi.exe', 'dotnet.exe', 'dpapi.exe', 'dploot.exe',
    'drvload.exe', 'drvloader.exe', 'drvmap.exe', 'dse-patcher.exe', 'dsefix.exe', 'dsigntool.exe', 'edrsandblast.exe',
    'efidsefix.exe', 'forgecert.exe', 'fuckcertverifytimevalidity.exe', 'furutaka.exe', 'gdrvloader.exe',
    'gettgtpkinit.exe', 'gosigthief.exe', 'gpg.exe', 'hamakaze.exe', 'hooksigntool.exe', 'inf2cat.exe', 'jarsigner.exe',
    'jsign.exe', 'kdmapper.exe', 'kdstinker.exe', 'kdu.exe', 'keychaindump.exe', 'keytool.exe', 'krbrelayup.exe',
    'krueger.exe', 'lazysign.exe', 'limelighter.exe', 'mage.exe', 'makecert.exe', 'mangle.exe', 'metatwin.exe',
    'mshta.exe', 'msiexec.exe', 'net.exe', 'net1.exe', 'ntlmrelayx.exe', 'nuget.exe', 'nxc.exe', 'openssl',
    'openssl.exe', 'openvsixsigntool.exe', 'osslsigncode.exe', 'passthecert.exe', 'pfx2john.exe', 'physmeme.exe',
    'pk12util.exe', 'pnputil.exe', 'pvk2pfx.exe', 'pywhisker.exe', 'quill.exe', 'rcodesign.exe', 'rdpsign.exe',
    'reg.exe', 'regedit.exe', 'regedt32.exe', 'regini.exe', 'regsvr32.exe', 'relic.exe', 'rubeus.exe', 'rundll32.exe',
    'sc.exe', 'scarecrow.exe', 'setx.exe', 'sharpdpapi.exe', 'shimit.exe', 'sigflip.exe', 'siginject.exe',
    'sigloader.exe', 'sign-sacker.exe', 'sign.dll', 'sign.exe', 'signatureclone.exe', 'signcode.exe', 'signtool.exe',
    'signtoolex.exe', 'sigpirate.exe', 'sigstash.exe', 'sigstashloader.exe', 'sigthief-go.exe', 'sigthief.exe',
    'sigtransplant.exe', 'smctl.exe', 'sn.exe', 'streams.exe', 'stryker.exe', 'tdl.exe', 'trustmebro.exe',
    'updroots.exe', 'upgdsed.exe', 'vsixsigntool.exe', 'vstoinstaller.exe', 'wevtutil.exe', 'whisker.exe', 'winget.exe',
    'wscript.exe', 'zsign.exe',
))
"""Their original names."""

WRAPPER_IMAGES = frozenset((
    '$env:comspec', '%%comspec%%', '%comspec%', 'adplus', 'appcert', 'appvlp', 'arch', 'ash', 'at', 'bash', 'bitsadmin',
    'caffeinate', 'cdb', 'chroot', 'cmd', 'command', 'conhost', 'cscript', 'csexec', 'dash', 'devtoolslauncher', 'doas',
    'docker', 'dotnet', 'dxcap', 'env', 'eval', 'exec', 'explorer', 'faketime', 'find', 'fish', 'forfiles', 'gfind',
    'go', 'gsudo', 'incus', 'java', 'javaw', 'kd', 'klink', 'ksh', 'kubectl', 'lxc', 'mftrace', 'mono', 'mpiexec',
    'msdeploy', 'mshta', 'nerdctl', 'nice', 'node', 'nodejs', 'nohup', 'nsenter', 'nssm', 'ntsd', 'oc', 'odbcconf',
    'openconsole', 'osascript', 'paexec', 'pcalua', 'perl', 'pester.bat', 'php', 'plink', 'podman', 'psexec',
    'psexec64', 'py', 'pypy', 'pypy3', 'python', 'python3', 'pythonw', 'reg', 'remcom', 'remote', 'ruby', 'rubyw',
    'runas', 'runasdate', 'runasdate-x64', 'rundll32', 'runexehelper', 'sc', 'schtasks', 'scp', 'scriptrunner',
    'setsid', 'sftp', 'sh', 'sharpwsus', 'squirrel', 'ssh', 'sshpass', 'stdbuf', 'sudo', 'syncappvpublishingserver',
    'syncappvpublishingserver.vbs', 'time', 'tracker', 'ttdinject', 'tttracer', 'update', 'vshadow', 'vsiisexelauncher',
    'wine', 'wine64', 'winfile', 'winrm', 'winrm.cmd', 'winrm.vbs', 'winrs', 'withdll', 'wlrmdr', 'wmic', 'wscript',
    'wsl', 'wsuspendu.ps1', 'wt', 'xargs', 'zsh',
))
"""Stems of what starts others."""

WRAPPER_ORIGINALS = frozenset((
    'adplus', 'appcert', 'appvlp', 'arch', 'at', 'bash', 'bitsadmin', 'caffeinate', 'cdb', 'cmd', 'conhost', 'cscript',
    'csexec', 'devtoolslauncher', 'doas', 'dxcap', 'env', 'exec', 'explorer', 'faketime', 'forfiles', 'gsudo', 'kd',
    'klink', 'mftrace', 'mpiexec', 'msdeploy', 'mshta', 'nice', 'node', 'nohup', 'nssm', 'ntsd', 'odbcconf',
    'openconsole', 'paexec', 'pcalua', 'perl', 'pester.bat', 'php', 'plink', 'psexec', 'psexec64', 'python', 'pythonw',
    'reg', 'remcom', 'remote', 'ruby', 'runas', 'runasdate', 'runasdate-x64', 'rundll32', 'runexehelper', 'sc',
    'schtasks', 'scp', 'scriptrunner', 'sctasks', 'setsid', 'sftp', 'sh', 'sharpwsus', 'squirrel', 'ssh', 'sshpass',
    'stdbuf', 'sudo', 'syncappvpublishingserver', 'syncappvpublishingserver.vbs', 'time', 'tracker', 'ttdinject',
    'tttracer', 'update', 'vshadow', 'vsiisexelauncher', 'winfile', 'winrs', 'withdll', 'wlrmdr', 'wmic', 'wscript',
    'wsl', 'wsuspendu.ps1', 'wt', 'xargs', 'zsh',
))
"""Their original names."""

POWERSHELL_IMAGES = frozenset((
    'powershell', 'pwsh', 'pwsh-preview', 'sqlps', 'sqltoolsps',
))
"""Stems of PowerShell's hosts."""

POWERSHELL_ORIGINALS = frozenset((
    'powershell', 'pwsh', 'sqlps', 'sqltoolsps',
))
"""Their original names."""

READER_IMAGES = frozenset((
    '7z', '7za', '7zfm', '7zg', '7zr', '7zz', 'ag', 'awk', 'aws', 'az', 'azcopy', 'base64', 'bitsadmin', 'bsdtar',
    'bzip2', 'cat', 'copy', 'cp', 'curl', 'dd', 'del', 'dir', 'ditto', 'docker', 'egrep', 'erase', 'es', 'esentutl',
    'fd', 'fdfind', 'fgrep', 'find', 'findstr', 'for', 'forfiles', 'gawk', 'gbase64', 'gcloud', 'gcp', 'gdd', 'gfind',
    'git', 'grep', 'gsutil', 'gtar', 'gtee', 'gzip', 'install', 'kubectl', 'ln', 'locate', 'makecab', 'mawk', 'mc',
    'mdfind', 'mlocate', 'more', 'move', 'mv', 'nc', 'ncat', 'nerdctl', 'netcat', 'oc', 'perl', 'plink', 'plocate',
    'podman', 'pscp', 'rar', 'rclone', 'rd', 'replace', 'rg', 'rm', 'rmdir', 'robocopy', 'rsync', 's3cmd', 's5cmd',
    'scp', 'sed', 'socat', 'ssh', 'tar', 'tee', 'telnet', 'tftp', 'type', 'unzip', 'wget', 'where', 'winrar', 'winscp',
    'wmic', 'xcopy', 'xz', 'zgrep', 'zip', 'zstd',
))
"""Stems of what searches, copies or sends files."""

NEVER_LEFT_OUT = frozenset((
    'forfiles', 'mshta', 'osascript', 'pester.bat', 'syncappvpublishingserver',
))
"""Stems of what is always judged."""
