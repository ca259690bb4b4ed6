package stage

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Name is a room's name: in seals, events, progress lines and --until.
type Name string

// Basis is everything besides its input that decides a room's result: its own revision, rules, options, the date the deposit is judged by. Tool
// versions are recorded in the result, not here: an update of LibreOffice between two gates must not redo a deposit.
type Basis map[string]string

// Digest is the SHA-256 over the sorted pairs.
func (b Basis) Digest() deposit.Digest {
	lines := make([]string, 0, len(b))
	for k, v := range b {
		lines = append(lines, fmt.Sprintf("%q=%q\n", k, v))
	}
	sort.Strings(lines)
	return deposit.DigestOf([]byte(strings.Join(lines, "")))
}

// Bench is what a room works on besides its input.
type Bench interface {
	// Folder is the folder being worked on.
	Folder() deposit.FolderRef
	// Find records a finding. The finding's Journal is filled in by the bench.
	Find(deposit.Finding)
}

// Room is a map room: one client folder in, one part out. In is a struct whose fields are parts (deposit.Part values, exported, each of another type);
// they are the room's declared reading, and nothing else of the folder can reach it. Run must be a function of In, Basis and the ports' content, and
// safe to call for several folders at once. Its error is machine trouble; content trouble goes to the bench.
type Room[In any, Out deposit.Part] interface {
	Name() Name
	Basis() Basis
	Run(ctx context.Context, in In, b Bench) (Out, error)
}

// Step is a room with its types erased: what resume, workers and the store deal in.
type Step struct {
	Name  Name
	Basis deposit.Digest
	Reads []deposit.PartKey
	Makes deposit.PartKey

	run func(ctx context.Context, parts Stored, b Bench) ([]byte, error)
}

// Stored is a folder's stored parts by name.
type Stored map[string]StoredPart

// StoredPart is one stored part. Digests are over the stored bytes, never over bytes marshalled again.
type StoredPart struct {
	Revision int
	Digest   deposit.Digest
	Body     []byte
}

// Corridor is a row of rooms, checked while it is built: a room can only read parts that reception or a room before it makes.
type Corridor struct {
	steps []Step
	made  map[string]deposit.PartKey
}

// Enter starts a corridor with the parts that folders come in with.
func Enter(parts ...deposit.Part) Corridor {
	made := map[string]deposit.PartKey{}
	for _, p := range parts {
		made[p.Part().Name] = p.Part()
	}
	return Corridor{made: made}
}

// Then adds a room. It refuses a room that reads what nobody before it makes, a part that two rooms make, and an input that is not made of parts.
func Then[In any, Out deposit.Part](c Corridor, room Room[In, Out]) (Corridor, error) {
	reads, err := readsOf[In]()
	if err != nil {
		return c, fmt.Errorf("room %s: %w", room.Name(), err)
	}
	for _, key := range reads {
		if have, ok := c.made[key.Name]; !ok || have != key {
			return c, fmt.Errorf("room %s reads part %q (revision %d), which nobody before it makes", room.Name(), key.Name, key.Revision)
		}
	}
	var out Out
	makes := out.Part()
	if _, twice := c.made[makes.Name]; twice {
		return c, fmt.Errorf("room %s makes part %q, which is made before it", room.Name(), makes.Name)
	}
	made := map[string]deposit.PartKey{makes.Name: makes}
	for name, key := range c.made {
		made[name] = key
	}
	step := Step{Name: room.Name(), Basis: room.Basis().Digest(), Reads: reads, Makes: makes, run: erase(room)}
	return Corridor{steps: append(c.steps[:len(c.steps):len(c.steps)], step), made: made}, nil
}

// Steps is the corridor's rooms in order.
func (c Corridor) Steps() []Step { return c.steps }

// Input is the digest over the stored parts that the step reads; ok is false when one is missing or has another revision.
func (s Step) Input(parts Stored) (digest deposit.Digest, ok bool) {
	var text strings.Builder
	for _, key := range s.Reads {
		part, have := parts[key.Name]
		if !have || part.Revision != key.Revision {
			return "", false
		}
		text.WriteString(key.Name + " " + strconv.Itoa(key.Revision) + " " + string(part.Digest) + "\n")
	}
	return deposit.DigestOf([]byte(text.String())), true
}

// Sealed tells that the room is done for the folder: with this input and the basis of now it made what stands.
func (s Step) Sealed(task Task, input deposit.Digest) bool {
	seal, ok := task.Seals[s.Name]
	return ok && seal.Basis == s.Basis && seal.Input == input && task.Parts[s.Makes.Name].Digest == seal.Output
}

// Asks is what a walk asks of a folder to know whether the room is done for it.
func (s Step) Asks() Ask {
	ask := Ask{Rooms: []Name{s.Name}, Parts: []string{s.Makes.Name}}
	for _, key := range s.Reads {
		if key.Name != s.Makes.Name {
			ask.Parts = append(ask.Parts, key.Name)
		}
	}
	return ask
}

func readsOf[In any]() ([]deposit.PartKey, error) {
	t := reflect.TypeFor[In]()
	if t.Kind() != reflect.Struct || t.NumField() == 0 {
		return nil, fmt.Errorf("the input %s is no struct of parts", t)
	}
	var keys []deposit.PartKey
	for i := range t.NumField() {
		part, ok := reflect.Zero(t.Field(i).Type).Interface().(deposit.Part)
		if !ok || !t.Field(i).IsExported() {
			return nil, fmt.Errorf("the input's field %s is no exported part", t.Field(i).Name)
		}
		keys = append(keys, part.Part())
	}
	return keys, nil
}

func erase[In any, Out deposit.Part](room Room[In, Out]) func(context.Context, Stored, Bench) ([]byte, error) {
	return func(ctx context.Context, parts Stored, b Bench) ([]byte, error) {
		in, err := Decode[In](parts)
		if err != nil {
			return nil, err
		}
		out, err := room.Run(ctx, in, b)
		if err != nil {
			return nil, err
		}
		return Encode(out)
	}
}

// Decode fills a struct of parts from stored parts. A part that is missing leaves its field empty: whoever needs it asks Input first.
func Decode[In any](parts Stored) (In, error) {
	var in In
	v := reflect.ValueOf(&in).Elem()
	for i := range v.NumField() {
		key := v.Field(i).Interface().(deposit.Part).Part()
		part, ok := parts[key.Name]
		if !ok {
			continue
		}
		if err := json.Unmarshal(part.Body, v.Field(i).Addr().Interface()); err != nil {
			return in, fmt.Errorf("stored part %s: %w", key.Name, err)
		}
	}
	return in, nil
}

// Encode is a part's canonical JSON: fields in the order of the type, no white space, no HTML escapes.
func Encode(part deposit.Part) ([]byte, error) {
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(part); err != nil {
		return nil, fmt.Errorf("part %s: %w", part.Part().Name, err)
	}
	return []byte(strings.TrimSuffix(text.String(), "\n")), nil
}
