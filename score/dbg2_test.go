package score
import ("testing";"fmt";"os";"rehearse/prompts")
func TestDbg2(t *testing.T){
 p:=os.Getenv("DBGBANK"); if p=="" {t.Skip("no DBG")}
 f,_:=os.Open(p); b,_:=prompts.Parse(f,"x")
 st:=newStemmer(); lex:=theLexicon(); seen:=map[string]bool{}
 for _,q:=range b.Questions { ar:=read(q.Text,lex,st); for _,pt:=range q.Points { c:=compile(pt,ar,lex,st); for _,e:=range c.elements { has:=e.number!=nil; for _,k:=range e.keys { if k.kind==keyGroup||k.kind==keyTerm||k.kind==keyLoose {has=true} }; s:=c.span(e.first,e.last); if ps:=lex.meant(c.words[e.first].root); len(ps)>0 && e.first==e.last { has2:=false; it:=c.keysOf(e); for _,k:=range it { if k.kind==keyGroup||k.kind==keyTerm||k.kind==keyLoose {has2=true} }; if !has2 { fmt.Print(s,"=>",ps[0].words, "; ") } }; if !has && !seen[s] { seen[s]=true; fmt.Print(s,", ") } } } }
 fmt.Println()
}
