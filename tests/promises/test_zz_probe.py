from tests.promises.test_alert_budget import *
def test_probe(acts):
    import collections
    mean = sum(a.interruptions for a in acts)/len(acts)
    print("ACTS",len(acts),"mean",round(mean,3),"stable",sum(a.stable for a in acts))
    for k in sorted({a.order.kind for a in acts}):
        own=[a for a in acts if a.order.kind==k]
        print(k,len(own),round(sum(a.interruptions for a in own)/len(own),2),by_rule(own).most_common(8))
    st=[a for a in acts if a.stable and a.interruptions]
    print("STABLE interrupted",len(st),by_rule(st).most_common(6))
    for a in st[:5]:
        for f in a.findings:
            if f.interrupts: print(f.rule,f.answer,f.missing,f.seen)
