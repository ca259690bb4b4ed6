// Package pdftext reads the text of documents for the rooms that compare texts: PDF by pdfium, which runs as WebAssembly inside the program – no program
// beside it, no C, no access to disk or net for the code that reads a stranger's file – and all other formats by formats/words, letters with formats/mail.
package pdftext

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// Revision names what reads texts here. Another reader may read another text of the same file.
const Revision = "pdfium go-1.14.1, words 1"

// Options decide what reading may cost. Zero fields take the defaults.
type Options struct {
	CacheDir string        // of compiled code, some 13 MB: with it starting takes 0.2 s instead of 4; empty keeps none
	Workers  int           // documents at the same time, 1; each takes 40 MB and what its document needs
	Memory   int           // MiB that one document may take, 512
	Time     time.Duration // that one document may take, 5 minutes; one that takes longer is too large
	Pages    int           // of one document, 10,000
	Objects  int           // drawn on one page, 50,000
}

func (o Options) filled() Options {
	for _, v := range []struct {
		have *int
		want int
	}{{&o.Workers, 1}, {&o.Memory, 512}, {&o.Pages, 10_000}, {&o.Objects, 50_000}} {
		if *v.have <= 0 {
			*v.have = v.want
		}
	}
	if o.Time <= 0 {
		o.Time = 5 * time.Minute
	}
	return o
}

// Reader reads PDF. It may be used from several goroutines.
type Reader struct {
	options Options
	engines chan pdfium.Pool // one for each worker; nil where it is not started
	cache   wazero.CompilationCache
}

// startTime is how long a worker may take to start.
const startTime = time.Minute

// Open starts the first worker, so that what hinders it is known at once. Errors are *deposit.Error.
func Open(ctx context.Context, o Options) (*Reader, error) {
	o = o.filled()
	r := &Reader{options: o, engines: make(chan pdfium.Pool, o.Workers), cache: wazero.NewCompilationCache()}
	if o.CacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(o.CacheDir)
		if err != nil {
			return nil, &deposit.Error{Kind: deposit.Internal, Op: "open cache of PDF reader", Err: err}
		}
		r.cache = cache
	}
	first, err := r.start()
	if err != nil {
		return nil, errors.Join(err, r.cache.Close(ctx))
	}
	r.engines <- first
	for range o.Workers - 1 {
		r.engines <- nil
	}
	return r, nil
}

// start makes a runtime of its own for one worker. The library can stop a worker that hangs only by closing its runtime.
func (r *Reader) start() (pdfium.Pool, error) {
	const pagesPerMiB = 16
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(uint32(r.options.Memory) * pagesPerMiB).WithCloseOnContextDone(true).WithCompilationCache(r.cache)
	engine, err := webassembly.Init(webassembly.Config{MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: silent{}, Stderr: silent{}})
	if err != nil {
		return nil, &deposit.Error{Kind: deposit.Internal, Op: "start PDF reader", Err: err}
	}
	return engine, nil
}

// silent takes what pdfium prints: it may quote a document.
type silent struct{}

// Write implements io.Writer.
func (silent) Write(p []byte) (int, error) { return len(p), nil }

// Close ends all workers, each after its document.
func (r *Reader) Close(ctx context.Context) error {
	var all error
	for range r.options.Workers {
		if engine := <-r.engines; engine != nil {
			all = errors.Join(all, engine.Close())
		}
	}
	return errors.Join(all, r.cache.Close(ctx))
}

// Words reads all formats: PDF here, letters and old Office documents with formats/mail.
func (r *Reader) Words() words.Reader {
	return words.Reader{PDF: r.Text, Letter: Letter, Compound: Compound}
}

// with lends a worker to a piece of work, with memory of its own. When ctx or the clock ends it, its whole runtime is closed, and the next piece of work
// starts another.
func (r *Reader) with(ctx context.Context, work func(pdfium.Pdfium) error) (err error) {
	var engine pdfium.Pool
	select {
	case engine = <-r.engines:
		defer func() { r.engines <- engine }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if engine == nil {
		if engine, err = r.start(); err != nil {
			return err
		}
	}
	worker, err := engine.GetInstance(startTime)
	if err != nil {
		return &deposit.Error{Kind: deposit.Internal, Op: "start PDF reader", Err: err}
	}
	limited, cancel := context.WithTimeout(ctx, r.options.Time)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- safely(worker, work) }()
	select {
	case err = <-done:
		_ = worker.Close() // it is thrown away whatever it says
		return err
	case <-limited.Done():
		_ = engine.Close()
		engine = nil
		<-done
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return words.TooLarge
	}
}

// safely runs work on a stranger's file; a panic in the library means that the file is damaged, not that the program is.
func safely(worker pdfium.Pdfium, work func(pdfium.Pdfium) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("pdfium: %w", words.Unreadable)
		}
	}()
	return work(worker)
}
