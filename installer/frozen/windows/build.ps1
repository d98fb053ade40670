# Builds the frozen program on Windows from a checkout and a folder of wheels; no network is used. Windows PowerShell 5.1 or 7.
#   .\installer\frozen\windows\build.ps1 -Wheels D:\wheels [-Python py] [-Out build\frozen]
param(
    [Parameter(Mandatory = $true)] [string] $Wheels,
    [string] $Python = "py",
    [string] $Out = "build\frozen"
)
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 3
$root = (Resolve-Path "$PSScriptRoot\..\..\..").Path
Set-Location $root

function Invoke-Checked([string] $Program, [string[]] $Words) {
    & $Program @Words
    if ($LASTEXITCODE -ne 0) { throw "$Program $($Words -join ' '): exit status $LASTEXITCODE" }
}

# 1. An environment from the wheelhouse alone. --no-index: a missing wheel is an error, not a download.
if (-not (Test-Path ".venv\Scripts\python.exe")) { Invoke-Checked $Python @("-3.11", "-m", "venv", ".venv") }
$venv = "$root\.venv\Scripts\python.exe"
Invoke-Checked $venv @("-m", "pip", "install", "--no-index", "--find-links", $Wheels, "--require-hashes", "-r", "installer\locks\run.txt")
Invoke-Checked $venv @("-m", "pip", "install", "--no-index", "--find-links", $Wheels, "--require-hashes", "-r", "installer\locks\dev.txt")

# 2. The same each time: the commit's time, a fixed hash seed.
$env:SOURCE_DATE_EPOCH = (git log -1 --format=%ct)
$env:PYTHONHASHSEED = "1"
$env:PYTHONUTF8 = "1"
$env:PYTHONPATH = $root
Invoke-Checked $venv @("-P", "-m", "installer.frozen", "--no-tests")

# 3. What must not be there, once more and by name.
$program = Join-Path $root "$Out\munjigi"
$bad = Get-ChildItem $program -Recurse -File | Where-Object { $_.Name -match "vnc|Qt6Network|^torch|onnxruntime" }
if ($bad) { throw "must not be there: $($bad.FullName -join ', ')" }
$size = (Get-ChildItem $program -Recurse -File | Measure-Object Length -Sum).Sum
Write-Host ("{0}: {1:N0} MB" -f $program, ($size / 1e6))
Write-Host "Next: sign.ps1, then smoke.ps1 (README.md)"
