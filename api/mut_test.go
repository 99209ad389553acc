package api
import ("testing";"os";"path/filepath";"math/rand";"time";"runtime/pprof")
func TestMut(t *testing.T) {
	files,_ := filepath.Glob("testdata/*.json")
	r := rand.New(rand.NewSource(1))
	end := time.Now().Add(20*time.Second)
	n:=0
	var cur []byte
	beat := time.AfterFunc(2*time.Second, func(){ os.WriteFile("/tmp/cur.json",cur,0o600); pprof.Lookup("goroutine").WriteTo(os.Stderr,2); os.Exit(3)})
	for time.Now().Before(end) {
		b,_ := os.ReadFile(files[r.Intn(len(files))])
		for range r.Intn(4)+1 { i:=r.Intn(len(b)); switch r.Intn(3){case 0: b[i]=byte(r.Intn(256)); case 1: j:=min(len(b),i+r.Intn(20)); b=append(append([]byte{},b[:i]...),b[j:]...); case 2: j:=min(len(b),i+r.Intn(40)); b=append(append(append([]byte{},b[:j]...),b[i:j]...),b[j:]...)} }
		cur=b
		beat.Reset(2*time.Second)
		detail(readProblem(b).message,testKey)
		if rp,err := readReply(b);err==nil { rp.transcript(10*time.Second) }
		n++
	}
	beat.Stop()
	t.Log(n)
}
