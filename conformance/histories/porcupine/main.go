// Judges histories with Porcupine: one in each line of the input, its verdict in the same line of the output, with the
// seconds that it took.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/anishathalye/porcupine"
)

type operation struct {
	Kind     string
	Key      string
	Value    json.RawMessage
	Expected json.RawMessage
	New      json.RawMessage
}

type call struct {
	Client    int
	Operation operation
	Invoked   int64
	// Of an open call there is none: its answer then is anything, behind everything.
	Returned *int64
	Outcome  json.RawMessage
}

type history struct {
	Object string
	Calls  []call
}

// What was answered, or that nothing was.
type outcome struct {
	isOpen bool
	text   string
}

// Values are compared as texts: they are numbers, texts, booleans and null.
func text(value json.RawMessage) string {
	if len(value) == 0 {
		return "null"
	}
	return string(value)
}

func initial(object string) interface{} {
	switch object {
	case "counter":
		return "0"
	case "store":
		return `""`
	default:
		return "null"
	}
}

// What the operation makes of the state, and what it answers.
func apply(state string, op operation) (string, string) {
	switch op.Kind {
	case "increment":
		number, err := strconv.Atoi(state)
		must(err)
		next := strconv.Itoa(number + 1)
		return next, next
	case "read", "get":
		return state, state
	case "write", "put":
		return text(op.Value), "null"
	case "append":
		var before, more string
		must(json.Unmarshal([]byte(state), &before))
		must(json.Unmarshal(op.Value, &more))
		after, err := json.Marshal(before + more)
		must(err)
		return string(after), "null"
	case "compareAndSet":
		if state == text(op.Expected) {
			return text(op.New), "true"
		}
		return state, "false"
	}
	panic("no operation is of the kind " + op.Kind)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func modelOf(object string) porcupine.Model {
	return porcupine.Model{
		Init: func() interface{} { return initial(object) },
		Step: func(state, input, output interface{}) (bool, interface{}) {
			after, answer := apply(state.(string), input.(operation))
			out := output.(outcome)
			return out.isOpen || out.text == answer, after
		},
		Hash: func(state interface{}) uint64 {
			hash := fnv.New64a()
			hash.Write([]byte(state.(string)))
			return hash.Sum64()
		},
		Partition: func(all []porcupine.Operation) [][]porcupine.Operation {
			byKey := map[string][]porcupine.Operation{}
			for _, one := range all {
				key := one.Input.(operation).Key
				byKey[key] = append(byKey[key], one)
			}
			keys := make([]string, 0, len(byKey))
			for key := range byKey {
				keys = append(keys, key)
			}
			sort.Strings(keys)
			parts := make([][]porcupine.Operation, 0, len(keys))
			for _, key := range keys {
				parts = append(parts, byKey[key])
			}
			return parts
		},
	}
}

func main() {
	limit, err := strconv.Atoi(os.Args[1])
	must(err)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<30)
	for lines.Scan() {
		var one history
		must(json.Unmarshal(lines.Bytes(), &one))
		operations := make([]porcupine.Operation, 0, len(one.Calls))
		var end int64
		for _, each := range one.Calls {
			if each.Invoked >= end {
				end = each.Invoked + 1
			}
			if each.Returned != nil && *each.Returned >= end {
				end = *each.Returned + 1
			}
		}
		for _, each := range one.Calls {
			// An open read says nothing.
			if each.Returned == nil && (each.Operation.Kind == "read" || each.Operation.Kind == "get") {
				continue
			}
			returned, out := end, outcome{isOpen: true}
			if each.Returned != nil {
				returned, out = *each.Returned, outcome{text: text(each.Outcome)}
			}
			operations = append(operations, porcupine.Operation{
				ClientId: each.Client, Input: each.Operation, Call: each.Invoked, Output: out, Return: returned,
			})
		}
		start := time.Now()
		result := porcupine.CheckOperationsTimeout(modelOf(one.Object), operations, time.Duration(limit)*time.Second)
		fmt.Println(string(result), time.Since(start).Seconds())
	}
	must(lines.Err())
}
