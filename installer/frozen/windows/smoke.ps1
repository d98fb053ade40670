# A look at an installed program on a real PC: it runs, works without a network, and is blocked in the firewall. Exit status 0 or 1.
#   smoke.ps1 [-Root "C:\Program Files\Munjigi"]
param([string] $Root = "$env:ProgramFiles\Munjigi")
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 3
$failed = 0
function Test-Step([string] $Name, [scriptblock] $Body) {
    try {
        if (& $Body) { Write-Host "ok    $Name" } else { Write-Host "FAIL  $Name"; $script:failed++ }
    } catch { Write-Host "FAIL  $Name : $_"; $script:failed++ }
}

$version = (Get-Content "$Root\current" -TotalCount 1 -Encoding UTF8).Trim()
$program = "$Root\versions\$version\app\munjigi.exe"
$place = Join-Path $env:TEMP ("munjigi-smoke-" + [guid]::NewGuid())
New-Item -ItemType Directory $place | Out-Null
$sample = "$Root\versions\$version\app\_internal\assets\sample"
$common = @("--home", "$place\home", "--json")

Test-Step "version folder" { Test-Path $program }
Test-Step "Authenticode signature" { (Get-AuthenticodeSignature $program).Status -eq "Valid" }
Test-Step "firewall: 2 block rules" {
    $rules = Get-NetFirewallApplicationFilter -Program $program -ErrorAction Stop | Get-NetFirewallRule
    @($rules | Where-Object { $_.Action -eq "Block" -and $_.Enabled -eq "True" }).Count -ge 2
}
Test-Step "doctor --program" { & $program @common doctor --program | Out-Null; $LASTEXITCODE -eq 0 }
Test-Step "index" { & $program @common index $sample --collection sample | Out-Null; $LASTEXITCODE -eq 0 }
Test-Step "search" { ((& $program @common search "연가 신청 기한" --collection sample) -join "") -match "복무 운영 내규" }
Test-Step "ask" { & $program @common ask "당직 근무자가 지켜야 할 것" --collection sample | Out-Null; $LASTEXITCODE -in 0, 3 }
Test-Step "draft and export" {
    Set-Content "$place\notes.txt" "받는 곳: 총무과`n빌린 물품을 10월 말까지 반납해 달라고 요청" -Encoding UTF8
    & $program @common draft "업무협조전" "$place\notes.txt" --collection sample -o "$place\letter.docx" | Out-Null
    ($LASTEXITCODE -eq 0) -and (Test-Path "$place\letter.docx")
}
Test-Step "doctor --airgap" { & $program @common doctor --airgap | Out-Null; $LASTEXITCODE -eq 0 }
Test-Step "no TCP or UDP end point while the window is open" {
    $window = Start-Process $program -ArgumentList "window", "--home", "$place\home" -PassThru
    Start-Sleep -Seconds 30
    $own = @($window.Id) + @(Get-CimInstance Win32_Process -Filter "ParentProcessId=$($window.Id)" | ForEach-Object ProcessId)
    $ends = @(Get-NetTCPConnection -ErrorAction SilentlyContinue | Where-Object OwningProcess -In $own)
    $ends += @(Get-NetUDPEndpoint -ErrorAction SilentlyContinue | Where-Object OwningProcess -In $own)
    Stop-Process -Id $window.Id
    $ends.Count -eq 0
}
Remove-Item -Recurse -Force $place
if ($failed) { Write-Host "$failed failed"; exit 1 }
Write-Host "all well"
exit 0
