; munjigi-setup.exe: puts munjigi-bundle.exe (installer and verifier of bundles) on a PC, with rules that keep it and the program off the
; network. Programs, models and documents come from signed bundles.
;   makensis -DSOURCE=<folder of munjigi-bundle> -DVERSION=0.1.0 -DOUTPUT=munjigi-setup.exe munjigi.nsi
Unicode true
ManifestDPIAware true
RequestExecutionLevel admin
SetCompressor /SOLID lzma
CRCCheck force

!ifndef SOURCE
  !error "SOURCE: the folder of munjigi-bundle"
!endif
!ifndef VERSION
  !error "VERSION"
!endif
!ifndef OUTPUT
  !define OUTPUT "munjigi-setup.exe"
!endif

!include "MUI2.nsh"
!include "x64.nsh"

Name "문지기 묶음 설치 ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Munjigi Installer"
BrandingText "문지기 ${VERSION}"
ShowInstDetails show

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1042 "ProductName" "문지기 묶음 설치"
VIAddVersionKey /LANG=1042 "FileDescription" "서명된 묶음을 확인하고 설치합니다"
VIAddVersionKey /LANG=1042 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1042 "LegalCopyright" "Apache-2.0"

!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Korean"
!insertmacro MUI_LANGUAGE "English"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\MunjigiInstaller"
!define POWERSHELL "$WINDIR\System32\WindowsPowerShell\v1.0\powershell.exe"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "64비트 Windows가 필요합니다. / 64-bit Windows is needed."
    Abort
  ${EndIf}
FunctionEnd

Section "-install"
  SetShellVarContext all
  ${DisableX64FSRedirection}
  SetRegView 64
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  File "firewall.ps1"
  File "smoke.ps1"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "${KEY}" "DisplayName" "문지기 묶음 설치 ${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
  nsExec::ExecToLog '"${POWERSHELL}" -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\firewall.ps1"'
  Pop $0
  ${If} $0 != 0
    MessageBox MB_ICONEXCLAMATION|MB_OK "방화벽 규칙을 넣지 못했습니다. 관리자 PowerShell에서 firewall.ps1을 실행해 주세요. / The firewall rules could not be set: run firewall.ps1 as an administrator." /SD IDOK
    SetErrorLevel 3
  ${EndIf}
SectionEnd

Section "Uninstall"
  SetShellVarContext all
  ${DisableX64FSRedirection}
  SetRegView 64
  nsExec::ExecToLog '"${POWERSHELL}" -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\firewall.ps1" -Remove'
  Pop $0
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\munjigi-bundle.exe"
  Delete "$INSTDIR\firewall.ps1"
  Delete "$INSTDIR\smoke.ps1"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${KEY}"
SectionEnd
