; The Windows installer: Chinese, for one person, no administrator. The data is never touched:
; an upgrade copies it first, uninstalling leaves it unless told otherwise.
; Exit codes: 0 done, 1 given up, 3 Windows too old, 4 a newer version is installed,
; 5 the program is running, 6 the data could not be copied.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include LogicLib.nsh
!insertmacro VersionCompare

!define APP "归仓"
!define EXE "归仓.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Guicang"
!define DATA "$LOCALAPPDATA\Guicang"
!define COPIES "$LOCALAPPDATA\Guicang 升级前备份"

Name "${APP}"
BrandingText "${APP} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Guicang"
InstallDirRegKey HKCU "Software\Guicang" "InstallDir"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${APP}"
VIAddVersionKey /LANG=2052 "CompanyName" "${APP}"
VIAddVersionKey /LANG=2052 "FileDescription" "${APP} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT 许可"
!define MUI_ICON "${SOURCE}\_internal\assets\icons\guicang.ico"
!define MUI_UNICON "${SOURCE}\_internal\assets\icons\guicang.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${APP} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "${APP}是多领社会保险待遇追缴的个案簿，不联网，不需要管理员权限。$\r$\n$\r$\n已经装有旧版本的，个案簿会先备份，再更新程序；数据不会改动。$\r$\n$\r$\n请先关闭正在使用的${APP}，然后点“下一步”。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${APP}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program's file cannot be opened for writing.
!macro REFUSE_WHILE_RUNNING
  ${DoWhile} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
      SetErrorLevel 5
      Quit
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${APP}正在运行。$\r$\n$\r$\n请先保存并关闭${APP}，再点“重试”。" IDRETRY +3
    SetErrorLevel 5
    Quit
  ${Loop}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${APP}需要 64 位的 Windows 10（1809 以上）或 Windows 11。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $1 HKCU "${KEY}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} $1 "${VERSION}" $2
    ${If} $2 == 1
      MessageBox MB_OK|MB_ICONSTOP "已经装有更新的版本 $1，不能换回 ${VERSION}。$\r$\n$\r$\n确需换回的，请先卸载（数据保留），再安装。" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; Beside the data, named by the version that is replaced and the moment; never thrown away here.
Function CopyData
  ReadRegStr $1 HKCU "${KEY}" "DisplayVersion"
  ${If} $1 == ""
  ${OrIfNot} ${FileExists} "${DATA}\guicang.db"
    Return
  ${EndIf}
  ${GetTime} "" "L" $2 $3 $4 $5 $6 $7 $8
  StrCpy $9 "${COPIES}\$1 $4-$3-$2 $6$7$8"
  DetailPrint "备份个案簿到 $9"
  CreateDirectory "$9"
  ClearErrors
  CopyFiles /SILENT "${DATA}\*.*" "$9"
  ${IfNot} ${Errors}
  ${AndIf} ${FileExists} "$9\guicang.db"
    Return
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "个案簿没有备份成功，安装已停止，原来的程序和数据都没有改动。$\r$\n$\r$\n请检查磁盘空间后重试。" /SD IDOK
  SetErrorLevel 6
  Quit
FunctionEnd

Section
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_RUNNING
  Call CopyData
  RMDir /r "$INSTDIR\_internal" ; only the program: nothing of an older version stays
  Delete "$INSTDIR\${EXE}"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*.*"
  WriteUninstaller "$INSTDIR\卸载归仓.exe"
  CreateDirectory "$SMPROGRAMS\${APP}"
  CreateShortcut "$SMPROGRAMS\${APP}\${APP}.lnk" "$INSTDIR\${EXE}"
  CreateShortcut "$SMPROGRAMS\${APP}\卸载${APP}.lnk" "$INSTDIR\卸载归仓.exe"
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "Software\Guicang" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${APP}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\卸载归仓.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\卸载归仓.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro REFUSE_WHILE_RUNNING
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\guicang.svg"
  Delete "$INSTDIR\卸载归仓.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${APP}"
  Delete "$DESKTOP\${APP}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Guicang"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA" $1
  ${IfNot} ${Errors}
    RMDir /r "${DATA}"
    Return
  ${EndIf}
  ${If} ${FileExists} "${DATA}\guicang.db"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "程序已卸载。个案簿要保留吗？$\r$\n$\r$\n位置：${DATA}$\r$\n$\r$\n选“是”保留，以后重新安装还能打开；选“否”删除。" /SD IDYES IDYES kept
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "确定删除全部个案、文书和附件吗？删除后不能恢复。" /SD IDNO IDNO kept
    RMDir /r "${DATA}"
    kept:
  ${EndIf}
SectionEnd
