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
	proposed  int
}

// So many proposals are made at once, which is no work of a log: while they are made, no time is taken.
const madeAtOnce = 1 << 18

// So many times what may be in flight is proposed between two looks at the clock.
const turns = 64

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

func (c *cluster) makeMore() {
	for i := 0; i < madeAtOnce; i++ {
		c.proposals = append(c.proposals, []byte(fmt.Sprintf("%064d", len(c.proposals)+1)))
	}
}

func (c *cluster) propose(count int) {
	entries := make([]raftpb.Entry, count)
	for i := range entries {
		entries[i].Data = c.proposals[c.proposed]
		c.proposed++
	}
	must(c.nodes[0].raw.Step(raftpb.Message{Type: raftpb.MsgProp, From: 1, Entries: entries}))
}

func (c *cluster) takeTurns(inFlight, atOnce int) {
	for turn := 0; turn < turns; turn++ {
		for free := inFlight - (c.proposed - c.applied()); free >= atOnce; free -= atOnce {
			c.propose(atOnce)
		}
		c.settle()
	}
}

// spend gives the time that was spent, at least as much as is wanted.
func (c *cluster) spend(wanted time.Duration, inFlight, atOnce int) time.Duration {
	spent := time.Duration(0)
	for spent < wanted {
		if len(c.proposals) < c.proposed+turns*inFlight {
			c.makeMore()
		}
		started := time.Now()
		c.takeTurns(inFlight, atOnce)
		spent += time.Since(started)
	}
	return spent
}

func rateOf(inFlight, atOnce int, seconds float64) float64 {
	c := newCluster()
	length := time.Duration(seconds * float64(time.Second))
	c.spend(length/2, inFlight, atOnce)
	from := c.applied()
	spent := c.spend(length, inFlight, atOnce)
	if c.applied() != c.proposed {
		panic("not everything that was proposed is applied everywhere")
	}
	return float64(c.applied()-from) / spent.Seconds()
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
