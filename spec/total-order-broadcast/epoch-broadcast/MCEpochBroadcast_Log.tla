------------------------ MODULE MCEpochBroadcast_Log ------------------------
\* The models in which epoch broadcast is seen to be EpochLog, with what the
\* mapping has to remember.
EXTENDS MCEpochBroadcast_Guards, EpochBroadcast_Log
=============================================================================
