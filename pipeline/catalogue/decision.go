package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"sort"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Decide stores decisions with their effect, in one transaction: the folder's answers, and its fate where the folder as a whole is deferred or left out.
func (c *Catalogue) Decide(ctx context.Context, decisions []deposit.Decision) error {
	return c.change(ctx, "store decision", func(tx *sql.Tx) error {
		for _, d := range decisions {
			if err := c.decideOne(ctx, tx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Catalogue) decideOne(ctx context.Context, tx *sql.Tx, d deposit.Decision) error {
	var same, by string
	carriers := numberList(d.Carriers)
	err := tx.QueryRowContext(ctx, `SELECT answer, carriers FROM decision WHERE finding = $1`, string(d.Found.ID)).Scan(&same, &by)
	if err == nil && same == string(d.Answer) && by == carriers {
		return nil // a repeated act keeps its first time
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO decision (finding, code, answer, person, because, at, carriers) VALUES ($1,$2,$3,$4,$5,$6,$7)
		ON CONFLICT (finding) DO UPDATE SET answer = $3, person = $4, because = $5, at = $6, carriers = $7`,
		string(d.Found.ID), string(d.Found.Finding.Code), string(d.Answer), d.By, d.Because, d.At, carriers)
	if err != nil {
		return err
	}
	if d.Found.Folder != "" {
		if err := putAnswer(ctx, tx, d); err != nil {
			return err
		}
		if err := moveFolder(ctx, tx, d); err != nil {
			return err
		}
	}
	data := map[string]string{"finding": string(d.Found.ID), "code": string(d.Found.Finding.Code), "answer": string(d.Answer), "by": d.By}
	if carriers != "" {
		data["carriers"] = carriers
	}
	return c.appendEvent(ctx, tx, "decided", d.Found.Folder, data)
}

// answerOf is what rooms read of a decision. Who made it, and with which carriers, is part of it only where the word is a proof.
func answerOf(a deposit.Answer, carriers, by string) deposit.Answer {
	for _, word := range strings.Fields(carriers) {
		if n, err := strconv.Atoi(word); err == nil { // numberList wrote it
			a.Carriers, a.By = append(a.Carriers, n), by
		}
	}
	return a
}

func numberList(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, " ")
}

// putAnswer adds the answer to the folder's own part, by finding id.
func putAnswer(ctx context.Context, tx *sql.Tx, d deposit.Decision) error {
	var answers deposit.Answers
	var body []byte
	err := tx.QueryRowContext(ctx, `SELECT body FROM part WHERE folder = $1 AND name = $2`, string(d.Found.Folder), answers.Part().Name).Scan(&body)
	if err == nil {
		err = json.Unmarshal(body, &answers)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	kept := answers.Answers[:0]
	for _, a := range answers.Answers {
		if a.Finding != d.Found.ID {
			kept = append(kept, a)
		}
	}
	answers.Answers = append(kept, answerOf(deposit.Answer{Finding: d.Found.ID, Code: d.Found.Finding.Code, Kind: d.Answer}, numberList(d.Carriers), d.By))
	sort.Slice(answers.Answers, func(i, j int) bool { return answers.Answers[i].Finding < answers.Answers[j].Finding })
	body, err = stage.Encode(answers)
	if err != nil {
		return err
	}
	return putPart(ctx, tx, d.Found.Folder, answers.Part(), body, deposit.DigestOf(body))
}

// moveFolder changes the folder's fate where the answer is about the folder as a whole.
func moveFolder(ctx context.Context, tx *sql.Tx, d deposit.Decision) error {
	var fate deposit.Fate
	switch {
	case d.Answer == deposit.Defer:
		fate = deposit.FateDeferred
	case d.Answer == deposit.Exclude && d.Found.Finding.File == "":
		fate = deposit.FateExcludedByDecision
	default:
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE folder SET fate = $2, because = $3 WHERE id = $1 AND fate IN ('packaged', 'deferred', 'excluded_by_decision')`,
		string(d.Found.Folder), string(fate), string(d.Found.ID))
	return err
}
