<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AboutModel</name>
    <message numerus="yes">
        <source>%n utterance(s) stand behind the reference of this microphone and room: means over all speakers, no audio, and nothing of one person.</source>
        <translation>
            <numerusform>%n utterance stands behind the reference of this microphone and room: means over all speakers, no audio, and nothing of one person.</numerusform>
            <numerusform>%n utterances stand behind the reference of this microphone and room: means over all speakers, no audio, and nothing of one person.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message numerus="yes">
        <source>utterance(s)</source>
        <translation>
            <numerusform>utterance</numerusform>
            <numerusform>utterances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UtteranceTable</name>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are not saved yet</source>
        <translation>
            <numerusform>%n row is not saved yet</numerusform>
            <numerusform>%n rows are not saved yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older row(s) had to be given up.</source>
        <translation>
            <numerusform>%n older row had to be given up.</numerusform>
            <numerusform>%n older rows had to be given up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
</context>
</TS>
