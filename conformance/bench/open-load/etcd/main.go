// The raft of etcd in a world of virtual time that another process keeps: three raw nodes, which do what they are told in
// a line of JSON, and answer with what is to be sent and written and what was applied.
//
// There are two ways to use the library. With asynchronous storage writes, as its documentation says for many proposals at
// once, whatever does not depend on the disk goes on while it writes. With Ready and Advance, a node takes nothing from the
// library until what was ready before is on disk; the leader sends while it writes, as the thesis has it (10.2.1).
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"log"
	"os"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
)

// Each request has its number, and so many bytes.
const requestSize = 960

type command struct {
	Do     string `json:"do"`
	Node   uint64 `json:"node"`
	Number uint64 `json:"number"`
}

type sent struct {
	Number  uint64 `json:"number"`
	Kind    string `json:"kind"`
	From    uint64 `json:"from"`
	To      uint64 `json:"to"`
	Entries int    `json:"entries"`
}

type written struct {
	Node   uint64 `json:"node"`
	Number uint64 `json:"number"`
}

type told struct {
	Node     uint64   `json:"node"`
	Requests []uint64 `json:"requests"`
}

type answer struct {
	Sent    []sent    `json:"sent"`
	Written []written `json:"written"`
	Told    []told    `json:"told"`
}

// write is on its way to the disk. One that needs no flush is done with the one before it.
type write struct {
	number uint64
	done   func()
}

type node struct {
	id      uint64
	world   *world
	raw     *raft.RawNode
	storage *raft.MemoryStorage
	writes  []write
	// With Ready and Advance: whether what was ready is on its way to the disk.
	isWaiting bool
	// The last request that was told: its user keeps that over a crash.
	toldUpTo uint64
}

type world struct {
	isAsynchronous bool
	nodes          []*node
	// What is on its way, until it is taken.
	messages map[uint64]raftpb.Message
	numbers  uint64
	answer   answer
}

func (w *world) next() uint64 {
	w.numbers++
	return w.numbers
}

func newWorld(isAsynchronous bool) *world {
	w := &world{isAsynchronous: isAsynchronous, messages: map[uint64]raftpb.Message{}}
	for id := uint64(1); id <= 3; id++ {
		storage := raft.NewMemoryStorage()
		snapshot := raftpb.Snapshot{Metadata: raftpb.SnapshotMetadata{
			Index: 1, Term: 1, ConfState: raftpb.ConfState{Voters: []uint64{1, 2, 3}},
		}}
		must(storage.ApplySnapshot(snapshot))
		n := &node{id: id, world: w, storage: storage}
		n.start()
		w.nodes = append(w.nodes, n)
	}
	return w
}

// start begins with what is on disk, and applies it from the first entry on.
func (n *node) start() {
	quiet := &raft.DefaultLogger{Logger: log.New(io.Discard, "", 0)}
	raw, err := raft.NewRawNode(&raft.Config{
		ID: n.id, ElectionTick: 10, HeartbeatTick: 1, Storage: n.storage, Applied: 1,
		MaxSizePerMsg: 1 << 20, MaxInflightMsgs: 256, PreVote: true, CheckQuorum: true,
		AsyncStorageWrites: n.world.isAsynchronous, Logger: quiet,
	})
	must(err)
	n.raw = raw
}

func (n *node) crash() {
	n.raw, n.writes, n.isWaiting = nil, nil, false
}

func (n *node) do(c command) {
	switch c.Do {
	case "campaign":
		must(n.raw.Campaign())
	case "tick":
		n.raw.Tick()
	case "propose":
		data := make([]byte, requestSize)
		binary.BigEndian.PutUint64(data, c.Number)
		must(n.raw.Propose(data))
	case "receive":
		message := n.world.messages[c.Number]
		delete(n.world.messages, c.Number)
		if n.raw != nil {
			must(n.raw.Step(message))
		}
	case "written":
		n.written(c.Number)
	case "crash":
		n.crash()
	case "restart":
		n.start()
	default:
		panic("unknown: " + c.Do)
	}
}

// carryOut does whatever is ready.
func (n *node) carryOut() {
	if n.raw == nil {
		return
	}
	if n.world.isAsynchronous {
		n.carryOutAsynchronously()
		return
	}
	for !n.isWaiting && n.raw.HasReady() {
		n.carryOutOne(n.raw.Ready())
	}
}

func (n *node) carryOutAsynchronously() {
	for n.raw.HasReady() {
		ready := n.raw.Ready()
		for _, message := range ready.Messages {
			switch message.To {
			case raft.LocalAppendThread:
				n.write(ready.MustSync, func() { n.append(message) })
			case raft.LocalApplyThread:
				n.tell(message.Entries)
				n.respond(message.Responses)
			default:
				n.send(message)
			}
		}
	}
}

func (n *node) append(message raftpb.Message) {
	n.store(raftpb.HardState{Term: message.Term, Vote: message.Vote, Commit: message.Commit}, message.Entries)
	n.respond(message.Responses)
}

func (n *node) respond(responses []raftpb.Message) {
	for _, message := range responses {
		if message.To == n.id {
			must(n.raw.Step(message))
		} else {
			n.send(message)
		}
	}
}

func (n *node) carryOutOne(ready raft.Ready) {
	isLeader := n.raw.BasicStatus().RaftState == raft.StateLeader
	n.tell(ready.CommittedEntries)
	if isLeader {
		n.sendAll(ready.Messages)
	}
	n.isWaiting = true
	n.write(ready.MustSync, func() {
		n.store(ready.HardState, ready.Entries)
		if !isLeader {
			n.sendAll(ready.Messages)
		}
		n.raw.Advance(ready)
		n.isWaiting = false
	})
}

// write has the world's disk write, where it must flush, and does afterwards what depends on that.
func (n *node) write(mustFlush bool, done func()) {
	if !mustFlush && len(n.writes) == 0 {
		done()
		return
	}
	number := uint64(0)
	if mustFlush {
		number = n.world.next()
		n.world.answer.Written = append(n.world.answer.Written, written{Node: n.id, Number: number})
	}
	n.writes = append(n.writes, write{number, done})
}

// written takes what the disk has flushed up to and with that write, and what had to wait for nothing else.
func (n *node) written(number uint64) {
	for len(n.writes) > 0 && n.writes[0].number <= number {
		done := n.writes[0].done
		n.writes = n.writes[1:]
		done()
	}
}

func (n *node) store(state raftpb.HardState, entries []raftpb.Entry) {
	if !raft.IsEmptyHardState(state) {
		must(n.storage.SetHardState(state))
	}
	must(n.storage.Append(entries))
}

func (n *node) sendAll(messages []raftpb.Message) {
	for _, message := range messages {
		n.send(message)
	}
}

func (n *node) send(message raftpb.Message) {
	number := n.world.next()
	n.world.messages[number] = message
	n.world.answer.Sent = append(n.world.answer.Sent, sent{
		Number: number, Kind: message.Type.String(), From: message.From, To: message.To, Entries: len(message.Entries),
	})
}

func (n *node) tell(entries []raftpb.Entry) {
	requests := []uint64{}
	for _, entry := range entries {
		// The entry with which a leader opens its term has no data.
		if len(entry.Data) == 0 {
			continue
		}
		if number := binary.BigEndian.Uint64(entry.Data); number > n.toldUpTo {
			requests = append(requests, number)
			n.toldUpTo = number
		}
	}
	if len(requests) > 0 {
		n.world.answer.Told = append(n.world.answer.Told, told{n.id, requests})
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	w := newWorld(os.Args[1] == "asynchronous")
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		// Whoever keeps the world has ended.
		if err == io.EOF {
			return
		}
		must(err)
		commands := []command{}
		must(json.Unmarshal(line, &commands))
		w.answer = answer{[]sent{}, []written{}, []told{}}
		for _, c := range commands {
			w.nodes[c.Node-1].do(c)
		}
		for _, n := range w.nodes {
			n.carryOut()
		}
		must(answers.Encode(w.answer))
	}
}
