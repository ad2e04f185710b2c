-------------------- MODULE MCBroadcastRegister_RealTime --------------------
\* The models in which nothing that was shown is taken back.
EXTENDS MCBroadcastRegister, BroadcastRegister_RealTime
=============================================================================
