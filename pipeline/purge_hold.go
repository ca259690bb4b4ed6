package pipeline

import (
	"context"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// HoldRequest lays a hold on a folder or on one document of it, or lifts it.
type HoldRequest struct {
	Journal  string
	Document int // 0: the whole folder
	Lift     bool
	By       string
	Because  string
	At       string // RFC 3339; empty: now
}

// Hold lays or lifts a hold: while one stands, nothing that it is on is proposed, and nothing of an approved plan that it is on is carried out. changed is
// false when it stood so already.
func (o *Office) Hold(ctx context.Context, r HoldRequest) (record deposit.HoldRecord, changed bool, err error) {
	ref, at, err := o.word(ctx, "hold", r.Journal, r.By, r.Because, r.At)
	if err != nil {
		return record, false, err
	}
	if r.Document != 0 {
		if err := o.hasDocument(ctx, "hold", ref, r.Document); err != nil {
			return record, false, err
		}
	}
	record = deposit.HoldRecord{Folder: ref, Document: r.Document, Lifted: r.Lift, By: r.By, Because: r.Because, At: at}
	changed, err = o.ports.Store.PutHold(ctx, record)
	if err == nil && !changed && r.Lift {
		err = usage("hold lift", ref.Journal, "no_hold")
	}
	return record, changed, err
}

// hasDocument refuses a number that the folder's overview does not have: a hold on nothing would guard nothing, and nothing is borne by a document that is
// not there.
func (o *Office) hasDocument(ctx context.Context, op string, ref deposit.FolderRef, number int) error {
	f, err := o.purgeFolder(ctx, deposit.PlannedLine{Folder: ref.ID, Journal: ref.Journal})
	if err != nil {
		return err
	}
	for _, d := range f.parts.Documents.Documents {
		if d.Number == number {
			return nil
		}
	}
	return usage(op, ref.Journal+", "+strconv.Itoa(number), "no_document")
}

// word is what every word of a person on a folder needs: a folder that is here, somebody who says it, a reason, and a time.
func (o *Office) word(ctx context.Context, op, journal, by, because, at string) (deposit.FolderRef, string, error) {
	if _, err := o.person(by); err != nil {
		return deposit.FolderRef{}, "", err
	}
	if strings.TrimSpace(because) == "" {
		return deposit.FolderRef{}, "", usage(op, "", "no_reason")
	}
	number, err := deposit.ParseJournalNo(journal, o.Deposit.Century)
	if err != nil {
		return deposit.FolderRef{}, "", usage(op, "", "no_journal")
	}
	ref, _, ok, err := o.ports.Store.Folder(ctx, deposit.FolderIDOf(o.Deposit.ID, number))
	if err != nil {
		return ref, "", err
	}
	if !ok {
		return ref, "", usage(op, number.String(), "no_folder")
	}
	when, err := o.when(at)
	return ref, when, err
}

// WishRequest is somebody's wish that a folder be erased.
type WishRequest struct {
	Journal string
	By      string // who received it and answers
	Because string
	At      string
}

// Wish records a wish for erasure and that it was answered. It changes nothing: archives are destroyed only after archive law, and the right to erasure is
// not in itself a ground (arkivlova 2025 §§ 12–13).
func (o *Office) Wish(ctx context.Context, r WishRequest) (deposit.ErasureWish, error) {
	ref, at, err := o.word(ctx, "purge erasure", r.Journal, r.By, r.Because, r.At)
	if err != nil {
		return deposit.ErasureWish{}, err
	}
	w := deposit.ErasureWish{Folder: ref, By: r.By, Because: r.Because, At: at}
	return w, o.ports.Store.PutWish(ctx, w)
}
