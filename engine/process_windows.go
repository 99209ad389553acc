package engine

import (
	"os"
	"os/exec"
	"syscall"
)

// The two flags of CreateProcess that syscall does not name.
const detachedProcess, stillActive = 0x00000008, 259

// detach takes the child off the caller's console: it outlives its caller.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP | detachedProcess,
	}
}

// terminate ends a process: there is no asking across consoles.
func terminate(p *os.Process) error { return p.Kill() }

// alive tells whether this user can look at a process pid that has not ended.
func alive(pid int) bool {
	h, err := syscall.OpenProcess(syscall.PROCESS_QUERY_INFORMATION, false, uint32(pid))
	if err != nil {
		return false
	}
	defer syscall.CloseHandle(h)
	var code uint32
	return syscall.GetExitCodeProcess(h, &code) == nil && code == stillActive
}
