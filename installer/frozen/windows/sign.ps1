# Authenticode signatures on our own executables, with a certificate of the site from the Windows store or a token.
#   .\installer\frozen\windows\sign.ps1 -Thumbprint <SHA1> -Files build\frozen\munjigi\munjigi.exe, build\frozen\munjigi-setup.exe
# No time stamp is asked for: that needs a network. -TimestampUrl names a server where the signing station has one; without it the
# signatures end with the certificate. The bundle's own signatures (installer\sign.py) do not end.
param(
    [Parameter(Mandatory = $true)] [string] $Thumbprint,
    [Parameter(Mandatory = $true)] [string[]] $Files,
    [string] $TimestampUrl = ""
)
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 3
foreach ($file in $Files) {
    $words = @("sign", "/sha1", $Thumbprint, "/fd", "SHA256")
    if ($TimestampUrl) { $words += @("/tr", $TimestampUrl, "/td", "SHA256") }
    & signtool @words $file
    if ($LASTEXITCODE -ne 0) { throw "signtool sign $file : $LASTEXITCODE" }
    & signtool verify /pa $file
    if ($LASTEXITCODE -ne 0) { throw "signtool verify $file : $LASTEXITCODE" }
}
