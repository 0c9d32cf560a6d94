#!/bin/bash
# A clerk at the real window, beside Wine:
#   try_window.sh login PROGRAM PASSPHRASE SETUP CODE   with a case book; SETUP must refuse with CODE
#   try_window.sh first PROGRAM PASSPHRASE              the first start
#   try_window.sh setup SETUP                           its first page, then given up
# Leaves a picture of all that was seen; any other exit code than 0 says what failed.
set -eu
part=$1 program=$2 passphrase=${3:-}
export DISPLAY=:77
Xvfb $DISPLAY -screen 0 1366x768x24 2>/dev/null &
screen=$!
sleep 2

picture() { sleep 1; import -window root "$1.png"; }
lost() { # CODE WORDS
  picture "failed"
  echo "$2" >&2
  exit "$1"
}
windows() { xdotool search --onlyvisible --name "归仓" 2>/dev/null | sort -u | wc -l; }
wait_for() { # COUNT: of our windows on the screen
  for _ in $(seq 180); do
    [ "$(windows)" -eq "$1" ] && sleep 2 && return
    sleep 0.5
  done
  lost 21 "not $1 windows, but $(windows)"
}
width() { # of the largest of our windows
  for id in $(xdotool search --onlyvisible --name "归仓"); do xdotool getwindowgeometry --shell "$id"; done |
    sed -n 's/^WIDTH=//p' | sort -n | tail -1
}
wait_for_main() { # the main window is wider than the login window
  for _ in $(seq 90); do
    [ "$(windows)" -eq 1 ] && [ "$(width)" -gt 1200 ] && sleep 3 && return
    sleep 0.5
  done
  lost 22 "the main window did not come"
}
keys() { xdotool type --delay 80 -- "$1"; sleep 0.5; }
paste() { # Chinese: what an input method would give, which Wine has not
  printf %s "$1" | xclip -selection clipboard
  sleep 2
  xdotool key ctrl+v
  sleep 2
}
press() { xdotool key "$1"; sleep 0.5; }
front() { xdotool search --onlyvisible --name "归仓" | tail -1 | xargs xdotool windowfocus --sync; }

wine "$program" &
wait_for 1
front
if [ "$part" = setup ]; then
  picture setup
  wine taskkill /f /im "$(basename "$program")" >/dev/null 2>&1 || true
elif [ "$part" = login ]; then
  keys "$passphrase"
  picture login
  press Return
  wait_for_main
  picture main
  wine "$program" & # a second one says so, and ends
  wait_for 2
  picture second
  xdotool search --onlyvisible --name "归仓" | tail -1 | xargs xdotool windowfocus --sync
  press Return
  wait_for 1
  code=0
  wine "$4" /S || code=$?
  [ "$code" -eq "$5" ] || lost 23 "the setup did not refuse, but ended with $code"
else
  paste "清溪镇人民政府"
  press Return
  paste "张三"
  press Return
  keys "$passphrase"
  press Return
  keys "$passphrase"
  picture typed
  press Return
  wait_for_main
  picture first
fi
wine taskkill /im 归仓.exe >/dev/null 2>&1 || true # as the task bar would close it
for _ in $(seq 20); do
  [ "$(windows)" -eq 0 ] && break
  sleep 0.5
done
wine taskkill /f /im 归仓.exe >/dev/null 2>&1 || true
kill $screen
exit 0
