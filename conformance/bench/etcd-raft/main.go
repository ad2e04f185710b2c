// The raft of etcd, run as the other replicated logs of the benchmark are: three raw nodes in one process, with its own
// storage in memory. Prints JSON: proposals applied on all nodes a second, for each workload.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"time"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
)

type node struct {
	raw     *raft.RawNode
	storage *raft.MemoryStorage
	inbox   []raftpb.Message
	applied int
}

type cluster struct {
	nodes     []*node
	proposals [][]byte
}

func newCluster() *cluster {
	quiet := &raft.DefaultLogger{Logger: log.New(io.Discard, "", 0)}
	c := &cluster{}
	for id := uint64(1); id <= 3; id++ {
		storage := raft.NewMemoryStorage()
		snapshot := raftpb.Snapshot{Metadata: raftpb.SnapshotMetadata{
			Index: 1, Term: 1, ConfState: raftpb.ConfState{Voters: []uint64{1, 2, 3}},
		}}
		must(storage.ApplySnapshot(snapshot))
		raw, err := raft.NewRawNode(&raft.Config{
			ID: id, ElectionTick: 10, HeartbeatTick: 1, Storage: storage, Applied: 1,
			MaxSizePerMsg: 1 << 20, MaxInflightMsgs: 4096, Logger: quiet,
		})
		must(err)
		c.nodes = append(c.nodes, &node{raw: raw, storage: storage})
	}
	must(c.nodes[0].raw.Campaign())
	c.settle()
	return c
}

// advance takes what has arrived, and carries out what is ready in the order that the library asks for.
func (c *cluster) advance(n *node) bool {
	arrived := n.inbox
	n.inbox = nil
	for _, message := range arrived {
		must(n.raw.Step(message))
	}
	if !n.raw.HasReady() {
		return len(arrived) > 0
	}
	ready := n.raw.Ready()
	if !raft.IsEmptyHardState(ready.HardState) {
		must(n.storage.SetHardState(ready.HardState))
	}
	must(n.storage.Append(ready.Entries))
	for _, message := range ready.Messages {
		to := c.nodes[message.To-1]
		to.inbox = append(to.inbox, message)
	}
	for _, entry := range ready.CommittedEntries {
		// The entry with which a leader opens its term has no data.
		if len(entry.Data) == 0 {
			continue
		}
		if string(entry.Data) != string(c.proposals[n.applied]) {
			panic(fmt.Sprintf("%s was applied after %d others", entry.Data, n.applied))
		}
		n.applied++
	}
	n.raw.Advance(ready)
	return true
}

func (c *cluster) settle() {
	for moved := true; moved; {
		moved = false
		for _, n := range c.nodes {
			moved = c.advance(n) || moved
		}
	}
}

func (c *cluster) applied() int {
	least := c.nodes[0].applied
	for _, n := range c.nodes {
		least = min(least, n.applied)
	}
	return least
}

func (c *cluster) propose(count int) {
	entries := make([]raftpb.Entry, count)
	for i := range entries {
		data := []byte(fmt.Sprintf("%064d", len(c.proposals)+1))
		c.proposals = append(c.proposals, data)
		entries[i].Data = data
	}
	must(c.nodes[0].raw.Step(raftpb.Message{Type: raftpb.MsgProp, From: 1, Entries: entries}))
}

func (c *cluster) until(end time.Time, inFlight, atOnce int) {
	for time.Now().Before(end) {
		for turn := 0; turn < 64; turn++ {
			for free := inFlight - (len(c.proposals) - c.applied()); free >= atOnce; free -= atOnce {
				c.propose(atOnce)
			}
			c.settle()
		}
	}
}

func rateOf(inFlight, atOnce int, seconds float64) float64 {
	c := newCluster()
	length := time.Duration(seconds * float64(time.Second))
	c.until(time.Now().Add(length/2), inFlight, atOnce)
	from, started := c.applied(), time.Now()
	c.until(started.Add(length), inFlight, atOnce)
	to, took := c.applied(), time.Since(started)
	if to != len(c.proposals) {
		panic("not everything that was proposed is applied everywhere")
	}
	return float64(to-from) / took.Seconds()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	seconds, err := strconv.ParseFloat(os.Args[1], 64)
	must(err)
	rates := map[string]float64{
		"one at a time": rateOf(1, 1, seconds),
		"64 in flight":  rateOf(64, 1, seconds),
		"batches of 64": rateOf(64, 64, seconds),
	}
	must(json.NewEncoder(os.Stdout).Encode(rates))
}
