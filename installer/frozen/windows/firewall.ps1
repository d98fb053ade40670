# Blocks every installed version of the program in both directions in Windows Defender Firewall. Run as an administrator after each
# `munjigi bundle install`; safe to run again. A block rule goes before any allow rule.
#   firewall.ps1 [-Root "C:\Program Files\Munjigi"] [-Remove]
param(
    [string] $Root = "$env:ProgramFiles\Munjigi",
    [switch] $Remove
)
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 3
$group = "Munjigi"
Get-NetFirewallRule -Group $group -ErrorAction SilentlyContinue | Remove-NetFirewallRule
if ($Remove) { return }
$programs = @(Get-ChildItem "$Root\versions\*\app\munjigi.exe", "$env:ProgramFiles\Munjigi Installer\munjigi-bundle.exe" -ErrorAction SilentlyContinue)
foreach ($program in $programs) {
    foreach ($direction in "Inbound", "Outbound") {
        New-NetFirewallRule -DisplayName "Munjigi: $direction" -Group $group -Direction $direction -Action Block `
            -Program $program.FullName -Profile Any -Enabled True | Out-Null
    }
}
Write-Host "$($programs.Count) programs, $($programs.Count * 2) rules"
