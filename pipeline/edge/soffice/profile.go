package soffice

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// settings is the profile that every desk starts from: nothing runs, nothing is fetched, no link is followed, and Norwegian is the language of what does
// not say its own. Measured: without these, a remote picture was fetched and a local file was taken into a document through a section link.
var settings = []struct{ path, name, value string }{
	{"org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"},
	{"org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"},
	{"org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"},
	{"org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"},
	{"org.openoffice.Office.Writer/Content/Update", "Link", "2"},
	{"org.openoffice.Office.Calc/Content/Update", "Link", "1"},
	{"org.openoffice.Setup/L10N", "ooSetupSystemLocale", "nb-NO"},
	{"org.openoffice.Office.Common/Misc", "FirstRun", "false"},
	{"org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"},
}

func settingsFile() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<oor:items xmlns:oor="http://openoffice.org/2001/registry">` + "\n")
	for _, s := range settings {
		fmt.Fprintf(&b, `<item oor:path="/%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>`+"\n", s.path, s.name, s.value)
	}
	b.WriteString("</oor:items>\n")
	return []byte(b.String())
}

// Folders of a desk.
const (
	profileDir = "profil"
	homeDir    = "hjem"
	tempDir    = "tmp"
	outDir     = "ut"
)

// lay lays the desk anew: what a document or a killed process left in the profile is gone.
func (d *Desk) lay() error {
	for _, name := range []string{profileDir, homeDir, tempDir, outDir} {
		if err := os.RemoveAll(filepath.Join(d.dir, name)); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(d.dir, name), 0o700); err != nil {
			return err
		}
	}
	user := filepath.Join(d.dir, profileDir, "user")
	if err := os.Mkdir(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), settingsFile(), 0o600)
}

// fileURI is a path as LibreOffice takes it.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// environment is all that the program is told of the machine: no proxies, no session, no home of the user.
func (d *Desk) environment() []string {
	env := []string{"HOME=" + filepath.Join(d.dir, homeDir), "TMPDIR=" + filepath.Join(d.dir, tempDir), "TMP=" + filepath.Join(d.dir, tempDir),
		"TEMP=" + filepath.Join(d.dir, tempDir), "TZ=UTC", "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}
	for _, name := range []string{"PATH", "SystemRoot", "SystemDrive", "windir", "ProgramData"} { // without these Windows starts nothing
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
