package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAStepWithoutACommandShowsNone(t *testing.T) {
	require.Equal(t, "$ arkivdepot check 'min mappe'\n", prompted([]string{"check", "min mappe"}))
	require.Empty(t, prompted(nil), "the office fills in its register by hand")
	require.Empty(t, typed(nil))
}
