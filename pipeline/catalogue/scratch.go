package catalogue

import (
	"cmp"
	"database/sql"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

// scratchBytes is how much of the scratch lies in memory: that of some ten thousand folders. What comes after it lies in a table, so that memory does not
// follow the number of folders; most deposits never write any of it down.
const scratchBytes = 32 << 20

// scratch is the part of a sitting's scraps that lies in memory, by kind.
type scratch struct {
	kinds  map[string]*shelf
	most   int  // bytes
	bytes  int  // in memory
	tabled bool // some lie in the table
}

// shelf is the scraps of a kind in order of key and number, and those that came since they were put in order.
type shelf struct{ ordered, loose []reception.Scrap }

// overhead is what a scrap costs besides its bytes.
const overhead = 96

func orderOf(a, b reception.Scrap) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Seq, b.Seq))
}

// put takes a scrap, and tells whether it did: not when the memory is full and the scrap replaces none that lies there.
func (s *scratch) put(p reception.Scrap) bool {
	on := s.kinds[p.Kind]
	full := s.bytes >= s.most
	if full {
		if on == nil {
			return false
		}
		on.sort()
		i, there := slices.BinarySearchFunc(on.ordered, p, orderOf)
		if there {
			on.ordered[i].Body = p.Body
		}
		return there
	}
	if on == nil {
		if s.kinds == nil {
			s.kinds = map[string]*shelf{}
		}
		on = &shelf{}
		s.kinds[p.Kind] = on
	}
	on.loose = append(on.loose, p)
	s.bytes += len(p.Key) + len(p.Body) + overhead
	return true
}

// sort puts the shelf in order; of two scraps with the same key and number the later one stays.
func (s *shelf) sort() {
	if len(s.loose) == 0 {
		return
	}
	slices.SortStableFunc(s.loose, orderOf)
	merged := make([]reception.Scrap, 0, len(s.ordered)+len(s.loose))
	take := func(p reception.Scrap) {
		if n := len(merged); n > 0 && orderOf(merged[n-1], p) == 0 {
			merged[n-1] = p
			return
		}
		merged = append(merged, p)
	}
	old := s.ordered
	for _, p := range s.loose {
		for len(old) > 0 && orderOf(old[0], p) <= 0 {
			take(old[0])
			old = old[1:]
		}
		take(p)
	}
	for _, p := range old {
		take(p)
	}
	s.ordered, s.loose = merged, nil
}

// look reads a page of what lies in memory.
func (s *scratch) look(r reception.Range) []reception.Scrap {
	on := s.kinds[r.Kind]
	if on == nil {
		return nil
	}
	on.sort()
	first, _ := slices.BinarySearchFunc(on.ordered, reception.Scrap{Key: r.From, Seq: -1 << 63}, orderOf)
	if r.After != nil {
		i, there := slices.BinarySearchFunc(on.ordered, *r.After, orderOf)
		if there {
			i++
		}
		first = max(first, i)
	}
	last := min(first+r.Limit, len(on.ordered))
	page := on.ordered[first:last]
	if r.Before != "" {
		for len(page) > 0 && page[len(page)-1].Key >= r.Before {
			page = page[:len(page)-1]
		}
	}
	return slices.Clip(page)
}

func (s *scratch) has(kind, key string) bool {
	return len(s.look(reception.Range{Kind: kind, From: key, Before: key + "\x00", Limit: 1})) > 0
}

// Jot adds or replaces scraps. Those that statements compare rows with always lie in the table.
func (s *sitting) Jot(scraps ...reception.Scrap) error {
	for _, p := range scraps {
		own := p.Kind == namedLoose || p.Kind == namedFinding
		if p.Body == nil {
			p.Body = []byte{}
		}
		if !own && s.scratch.put(p) {
			continue
		}
		s.scratch.tabled = s.scratch.tabled || !own
		err := s.exec(`INSERT INTO reception_scratch (kind, key, seq, body) VALUES ($1,$2,$3,$4) ON CONFLICT (kind, key, seq) DO UPDATE SET body = excluded.body`,
			p.Kind, []byte(p.Key), p.Seq, p.Body)
		if err != nil {
			return err
		}
	}
	return nil
}

// Look reads a page of scraps, from memory and table in one order.
func (s *sitting) Look(r reception.Range) ([]reception.Scrap, error) {
	page := s.scratch.look(r)
	if !s.scratch.tabled {
		return page, nil
	}
	more, err := s.tabled(r)
	if err != nil || len(more) == 0 {
		return page, err
	}
	all := slices.Concat(page, more)
	slices.SortFunc(all, orderOf)
	return all[:min(len(all), r.Limit)], nil
}

// tabled reads a page of the table. A page after another begins its search at that one's last key, and the bound stands plainly in the text: what lies
// outside is not walked.
func (s *sitting) tabled(r reception.Range) ([]reception.Scrap, error) {
	from, last, seq := []byte(r.From), []byte{}, int64(-1)
	if r.After != nil {
		from, last, seq = []byte(r.After.Key), []byte(r.After.Key), r.After.Seq
	}
	text, args := `SELECT key, seq, body FROM reception_scratch WHERE kind = $1 AND key >= $2 AND (key > $3 OR seq > $4)`, []any{r.Kind, from, last, seq, r.Limit}
	if r.Before != "" {
		text, args = text+` AND key < $6`, append(args, []byte(r.Before))
	}
	var page []reception.Scrap
	err := s.each(func(rows *sql.Rows) error {
		p := reception.Scrap{Kind: r.Kind}
		var key []byte
		err := rows.Scan(&key, &p.Seq, &p.Body)
		p.Key = string(key)
		page = append(page, p)
		return err
	}, text+` ORDER BY key, seq LIMIT $5`, args...)
	return page, err
}

// Have tells which of the keys stand in the scratch under a kind.
func (s *sitting) Have(kind string, keys []string) (map[string]bool, error) {
	found := map[string]bool{}
	for _, key := range keys {
		if s.scratch.has(kind, key) {
			found[key] = true
		}
	}
	if len(keys) == len(found) || !s.scratch.tabled {
		return found, nil
	}
	args := []any{kind}
	for _, key := range keys {
		args = append(args, []byte(key))
	}
	return found, s.each(func(rows *sql.Rows) error {
		var key []byte
		err := rows.Scan(&key)
		found[string(key)] = true
		return err
	}, `SELECT DISTINCT key FROM reception_scratch WHERE kind = $1 AND key IN `+marks(1, len(keys)), args...)
}
